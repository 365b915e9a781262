using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_list</c>.</summary>
internal sealed class SessionListTool(SessionService sessions) : CheckedTool<SessionListView>(
    "session_list",
    "List terminal sessions",
    "Lists all terminal sessions, also those that have ended and were not removed: what each runs, its state (running, completed …) and its status (working, "
    + "idle, needs-approval, question …).",
    ToolConduct.Reads,
    [],
    ViewJson.Plain.SessionListView)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.ListAsync(cancellationToken));
}
