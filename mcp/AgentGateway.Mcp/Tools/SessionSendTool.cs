using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_send</c>: type into a terminal.</summary>
internal sealed class SessionSendTool(SessionService sessions) : CheckedTool<ReceiptView>(
    "session_send",
    "Type into a terminal",
    "Types into a session. text goes first, pasted as a whole where the program takes pastes, so that it is not run line by line; then keys, one after the other; "
    + "submit presses Enter at the end, once the text was seen. The receipt says how far it came: from_offset is where the output stood, so session_wait or "
    + "session_output from there shows what it caused. An answer that something was written is no answer that the program acted: look with session_screen. With "
    + "receipt_id alone it asks how an earlier send stands.",
    ToolConduct.Destructive | ToolConduct.OpenWorld,
    [SessionArguments.Session, Text, Keys, Submit, Wait, Raw, Receipt],
    ViewJson.Plain.ReceiptView)
{
    private static readonly ToolArgument Text = ToolArgument.Text("text", "Text to type; line ends in it are kept.");
    private static readonly ToolArgument Keys = ToolArgument.Words(
        "keys",
        "Keys to press after the text, by name: enter, tab, space, escape, backspace, delete, insert, up, down, left, right, home, end, page-up, "
        + "page-down, f1 to f12, any single character, with ctrl-, alt- or shift- before it, such as ctrl-c or shift-tab.");

    private static readonly ToolArgument Submit = ToolArgument.Flag("submit", "True presses Enter at the end; false when absent.");
    private static readonly ToolArgument Wait = ToolArgument.Number(
        "wait_ms",
        "How long to wait until what was typed is seen in the output, in milliseconds.", minimum: 0);

    private static readonly ToolArgument Raw = ToolArgument.Text(
        "raw",
        "Bytes to send as they are, in base64, after text and keys; for what has no key name.");

    private static readonly ToolArgument Receipt = ToolArgument.Count(
        "receipt_id",
        "The receipt_id of an earlier answer of this session: types nothing, and tells how that send stands now.", minimum: 1);

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        var session = arguments.Required(SessionArguments.Session);
        var request = new SendInput(
            session, arguments.Text(Text), arguments.Texts(Keys), arguments.Flag(Submit) ?? false, arguments.Text(Raw), arguments.Number(Wait));
        if (arguments.Count(Receipt) is not { } receipt) return Answer(await sessions.SendAsync(caller, request, cancellationToken));
        if (request is not { Text: null, Keys: null, Raw: null, Submit: false })
            return ToolAnswer.Refuse(new(
                "invalid_argument", "session_send either types or tells of an earlier receipt.", "Leave out receipt_id to type, or everything else to ask."));
        return Answer(await sessions.ReceiptAsync(session, receipt, cancellationToken));
    }
}
