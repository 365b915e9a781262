using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_restart</c>.</summary>
internal sealed class SessionRestartTool(SessionService sessions) : CheckedTool<SessionEnvelope>(
    "session_restart",
    "Restart a session's program",
    "Starts the same program anew in the same session, with the same directory, environment and size; one that still runs is stopped first. What it printed before "
    + "stays, run counts up, and commands that wait in its queue go on.",
    ToolConduct.Destructive | ToolConduct.OpenWorld,
    [SessionArguments.Session],
    ViewJson.Plain.SessionEnvelope)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Progress?.Report("restarting");
        return Answer(await sessions.RestartAsync(caller, arguments.Required(SessionArguments.Session), cancellationToken));
    }
}
