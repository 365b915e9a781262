using System.Text;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_send</c>: type into a terminal.</summary>
public sealed class SessionSendTool(SessionService sessions) : Tool<ReceiptView>(Declaration)
{
    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "Text to type; line ends in it are kept.");

    private static readonly ToolArgument<IReadOnlyList<string>> Keys = ToolArgument.Words(
        "keys",
        "Keys to press after the text, by name: enter, tab, space, escape, backspace, delete, insert, up, down, left, "
        + "right, home, end, page-up, page-down, f1 to f12, any single character, with ctrl-, alt- or shift- before "
        + "it, such as ctrl-c or shift-tab.");

    private static readonly ToolArgument<bool> Submit = ToolArgument.Flag(
        "submit", "True presses Enter at the end; false when absent.");

    private static readonly ToolArgument<int> Wait = ToolArgument.Number(
        "wait_ms", "How long to wait until what was typed is seen in the output, in milliseconds.", minimum: 0);

    private static readonly ToolArgument<string> Raw = ToolArgument.Text(
        "raw", "Bytes to send as they are, in base64, after text and keys; for what has no key name.");

    private static readonly ToolArgument<long> Receipt = ToolArgument.Count(
        "receipt_id",
        "The receipt_id of an earlier answer of this session: types nothing, and tells how that send stands now.",
        minimum: 1);

    public static readonly ToolDeclaration<ReceiptView> Declaration = new()
    {
        Name = "session_send",
        Title = "Type into a terminal",
        Description = "Types into a session. text goes first, pasted as a whole where the program takes pastes, so "
            + "that it is not run line by line; then keys, one after the other; submit presses Enter at the end, once "
            + "the text was seen. The receipt says how far it came: from_offset is where the output stood, so "
            + "session_wait or session_output from there shows what it caused. An answer that something was written "
            + "is no answer that the program acted: look with session_screen. With receipt_id alone it asks how an "
            + "earlier send stands.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session, Text, Keys, Submit, Wait, Raw, Receipt],
        Result = ViewJson.Plain.ReceiptView,
    };

    /// <summary>What is typed into a terminal may be a command, and is judged as if it were.</summary>
    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        new CallFacts { Line = SessionFacts.LineOf(arguments.Text(Text) + Decoded(arguments.Text(Raw))), Typed = true }
            .In(sessions, arguments.Required(SessionToolArguments.Session), request);

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var session = arguments.Required(SessionToolArguments.Session);
        var input = new SendInput(
            session,
            arguments.Text(Text),
            arguments.Texts(Keys),
            arguments.Flag(Submit) ?? false,
            arguments.Text(Raw),
            arguments.Number(Wait));
        if (arguments.Count(Receipt) is not { } receipt)
            return Answer(await sessions.SendAsync(request.Caller, input, cancellationToken));
        if (input is not { Text: null, Keys: null, Raw: null, Submit: false })
            return Refuse(new(
                "invalid_argument",
                "session_send either types or tells of an earlier receipt.",
                "Leave out receipt_id to type, or everything else to ask."));
        return Answer(await sessions.ReceiptAsync(session, receipt, cancellationToken));
    }

    private static string Decoded(string? raw)
    {
        if (raw is null) return "";
        var bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
    }
}
