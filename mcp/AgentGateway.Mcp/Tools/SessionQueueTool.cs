using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_queue</c>.</summary>
internal sealed class SessionQueueTool(SessionService sessions) : CheckedTool<QueueView>(
    "session_queue",
    "Read a shell's queue",
    "Shows the commands of a session's queue: those that wait and run, and the newest that have ended, with exit_code, duration and the range of output "
    + "(from_offset, to_offset: read it with session_output).",
    ToolConduct.Reads,
    [SessionArguments.Session],
    ViewJson.Plain.QueueView)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.QueueAsync(arguments.Required(SessionArguments.Session), cancellationToken));
}
