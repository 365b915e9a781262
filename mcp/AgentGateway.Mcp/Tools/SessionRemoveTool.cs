using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_remove</c>.</summary>
internal sealed class SessionRemoveTool(SessionService sessions) : CheckedTool<RemovedView>(
    "session_remove",
    "Remove a session",
    "Stops a session where it runs, and forgets it with everything it printed. Its name is free again. To end only its program call session_stop.",
    ToolConduct.Idempotent | ToolConduct.Destructive,
    [SessionArguments.Session],
    ViewJson.Plain.RemovedView)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Progress?.Report("removing");
        return Answer(await sessions.RemoveAsync(caller, arguments.Required(SessionArguments.Session), cancellationToken));
    }
}
