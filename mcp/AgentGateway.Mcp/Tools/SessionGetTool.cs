using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_get</c>.</summary>
internal sealed class SessionGetTool(SessionService sessions) : CheckedTool<SessionDetailView>(
    "session_get",
    "Look at a terminal session",
    "Tells all about one session: what it runs and where, its state, exit and failure, its status with confidence and age, its limits and what can be promised "
    + "of its isolation. With history also what happened to it, and its snapshots. What its screen shows is told by session_screen.",
    ToolConduct.Reads,
    [SessionArguments.Session, History],
    ViewJson.Plain.SessionDetailView)
{
    private static readonly ToolArgument History = ToolArgument.Flag(
        "history",
        "True adds what happened to it, oldest first, and its snapshots: screen, directory and git state at its start, its end and when it "
        + "needed somebody.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        var got = await sessions.GetAsync(arguments.Required(SessionArguments.Session), cancellationToken);
        if (got.IsRejected(out var rejection)) return ToolAnswer.Refuse(rejection);
        var detail = new SessionDetailView(got.Value.SessionId, got.Value.Session);
        if (arguments.Flag(History) is not true) return Answer(detail);
        var history = await sessions.HistoryAsync(got.Value.SessionId, cancellationToken);
        return Answer(history.Map(told => detail with { Events = told.Events, Snapshots = told.Snapshots }));
    }
}
