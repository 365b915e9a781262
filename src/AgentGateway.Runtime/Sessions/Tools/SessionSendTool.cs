using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_send</c>: type into a terminal.</summary>
public sealed class SessionSendTool(SessionInput sender, SessionService sessions) : Tool<ReceiptView>(Declaration)
{
    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "Text to type, with its line ends.");

    private static readonly ToolArgument<IReadOnlyList<string>> Keys = ToolArgument.Words(
        "keys",
        "Keys after the text: enter, tab, escape, up, page-down, f1 to f24, a character; ctrl-, alt-, shift- before it.");

    private static readonly ToolArgument<bool> Submit = ToolArgument.Flag(
        "submit",
        "Enter at the end.");

    private static readonly ToolArgument<bool> Paste = ToolArgument.Flag(
        "paste",
        "Paste one line to an editor.");

    private static readonly ToolArgument<int> Wait = ToolArgument.Number(
        "wait_ms",
        "How long to wait for its echo.", minimum: 0);

    private static readonly ToolArgument<string> Raw = ToolArgument.Text(
        "raw",
        "Base64 of bytes, after the keys.");

    private static readonly ToolArgument<long> Receipt = ToolArgument.Count(
        "receipt_id",
        "Only tells how that send stands.",
        minimum: 1);

    public static readonly ToolDeclaration<ReceiptView> Declaration = new()
    {
        Name = "session_send",
        Title = "Type into a terminal",
        Description = "Types text, then keys, then Enter if submit. session_wait or session_output from the receipt's "
            + "from_offset shows what came of it. Typed does not mean done: look with session_screen.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Destructive | ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments = [SessionToolArguments.Session, Text, Keys, Submit, Paste, Wait, Raw, Receipt],
        Result = () => ViewJson.Plain.ReceiptView,
    };

    /// <summary>Asking about an earlier receipt types nothing.</summary>
    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        arguments.Count(Receipt) is not null
            ? CallFacts.None
            : new CallFacts
            {
                Line = SessionFacts.LineOf(arguments.Text(Text) + Decoded(arguments.Text(Raw))),
                Typed = true,
                IsLater = true,
            }.In(sessions, arguments.Required(SessionToolArguments.Session));

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        new(arguments.Count(Receipt) is null ? sender.Refuse(Requested(arguments)) : null);

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var input = Requested(arguments);
        if (arguments.Count(Receipt) is not { } receipt)
            return Answer(await sender.SendAsync(request.Caller, input, cancellationToken));
        if (input is not { Text: null, Keys: null, Raw: null, Submit: false })
            return Refuse(new(
                "invalid_argument",
                "session_send either types or tells of an earlier receipt.",
                "Leave out receipt_id to type, or everything else to ask."));
        return Answer(await sender.ReceiptAsync(input.SessionId, receipt, cancellationToken));
    }

    private static SendInput Requested(CallArguments arguments) => new(
        arguments.Required(SessionToolArguments.Session),
        arguments.Text(Text),
        arguments.Texts(Keys),
        arguments.Flag(Submit) ?? false,
        arguments.Text(Raw),
        arguments.Number(Wait),
        arguments.Flag(Paste) ?? false);

    private static string Decoded(string? raw)
    {
        if (raw is null) return "";
        var bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : "";
    }
}
