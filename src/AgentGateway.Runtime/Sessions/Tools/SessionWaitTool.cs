using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_wait</c>: until something happens in a terminal.</summary>
public sealed class SessionWaitTool(SessionService sessions) : Tool<WaitOutcomeView>(Declaration)
{
    private static readonly ToolArgument<string> Until = ToolArgument.Choice(
        "until", "What to wait for.", "pattern", "quiet", "status", "exit").Required();

    private static readonly ToolArgument<string> Pattern = ToolArgument.Text(
        "pattern",
        "For until pattern: a regular expression over the plain text, at most 1000 characters; ^ and $ stand at the "
        + "begin and end of each line. Mind that what you typed is printed too.");

    private static readonly ToolArgument<int> Quiet = ToolArgument.Number(
        "quiet_ms",
        "For until quiet: for how long nothing must be printed, in milliseconds.",
        minimum: 1, standard: 1000);

    private static readonly ToolArgument<string> Status = ToolArgument.Choice(
        "status",
        "For until status: the status to wait for.",
        "working", "idle", "needs-approval", "question", "auth-dead", "quota-exhausted", "exited", "unknown");

    private static readonly ToolArgument<long> Offset = ToolArgument.Count(
        "offset",
        "For until pattern: look at the output from there instead, such as the from_offset of a receipt.",
        minimum: 0);

    public static readonly ToolDeclaration<WaitOutcomeView> Declaration = new()
    {
        Name = "session_wait",
        Title = "Wait for a terminal",
        Description = "Waits until something happens in a session, and changes nothing. until is pattern: a regular "
            + "expression comes up in what followed the last session_send or the last match, so nothing is missed "
            + "between two calls; quiet: nothing was printed for quiet_ms; status: its program is idle, "
            + "needs-approval, question …; exit: its program has ended. matched says whether it happened, reason why "
            + "the wait was over; after a timeout wait again or look with session_screen.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments =
        [
            SessionToolArguments.Session, Until, Pattern, Quiet, Status, CommonArguments.TimeoutSeconds, Offset,
        ],
        Result = ViewJson.Plain.WaitOutcomeView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.WaitAsync(
            new(
                arguments.Required(SessionToolArguments.Session),
                arguments.Required(Until),
                arguments.Text(Pattern),
                arguments.Number(Quiet),
                arguments.Text(Status),
                arguments.Seconds(CommonArguments.TimeoutSeconds),
                arguments.Count(Offset)),
            request.Progress,
            cancellationToken));
}
