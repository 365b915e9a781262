using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_wait</c>: until something happens in a terminal.</summary>
internal sealed class SessionWaitTool(SessionService sessions) : CheckedTool<WaitOutcomeView>(
    "session_wait",
    "Wait for a terminal",
    "Waits until something happens in a session, and changes nothing. until is pattern: a regular expression comes up in what followed the last session_send "
    + "or the last match, so nothing is missed between two calls; quiet: nothing was printed for quiet_ms; status: its program is idle, needs-approval, "
    + "question …; exit: its program has ended. matched says whether it happened, reason why the wait was over; after a timeout wait again or look with "
    + "session_screen.",
    ToolConduct.Reads,
    [SessionArguments.Session, Until, Pattern, Quiet, Status, Timeout, Offset],
    ViewJson.Plain.WaitOutcomeView)
{
    private static readonly ToolArgument Until = ToolArgument.Choice("until", "What to wait for.", "pattern", "quiet", "status", "exit").Required();
    private static readonly ToolArgument Pattern = ToolArgument.Text(
        "pattern",
        "For until pattern: a regular expression over the plain text, at most 1000 characters; ^ and $ stand at the begin and end of each "
        + "line. Mind that what you typed is printed too.");

    private static readonly ToolArgument Quiet = ToolArgument.Number(
        "quiet_ms",
        "For until quiet: for how long nothing must be printed, in milliseconds.", minimum: 1, standard: 1000);

    private static readonly ToolArgument Status = ToolArgument.Choice(
        "status",
        "For until status: the status to wait for.", "working", "idle", "needs-approval", "question", "auth-dead", "quota-exhausted", "exited", "unknown");

    private static readonly ToolArgument Timeout = ToolArgument.Seconds(
        "timeout_seconds",
        "How long to wait, at most 600.", standard: 30);

    private static readonly ToolArgument Offset = ToolArgument.Count(
        "offset",
        "For until pattern: look at the output from there instead, such as the from_offset of a receipt.", minimum: 0);

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.WaitAsync(
            new(
                arguments.Required(SessionArguments.Session),
                arguments.Required(Until),
                arguments.Text(Pattern),
                arguments.Number(Quiet),
                arguments.Text(Status),
                arguments.Seconds(Timeout),
                arguments.Count(Offset)),
            arguments.Progress,
            cancellationToken));
}
