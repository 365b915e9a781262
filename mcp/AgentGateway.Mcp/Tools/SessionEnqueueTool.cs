using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_enqueue</c>.</summary>
internal sealed class SessionEnqueueTool(SessionService sessions) : CheckedTool<QueuedCommandEnvelope>(
    "session_enqueue",
    "Queue a command for a shell",
    "Puts one shell line into the queue of a session that runs a shell, and answers at once. It is typed when the shell is free; nothing is lost while the session or "
    + "the daemon is down. With depends_on it waits for earlier commands and runs only if they ended as when says. Results: session_queue. To wait for one command "
    + "call session_run with session_id instead.",
    ToolConduct.Destructive | ToolConduct.OpenWorld,
    [SessionArguments.Session, Command, Priority, DependsOn, When],
    ViewJson.Plain.QueuedCommandEnvelope)
{
    private static readonly ToolArgument Command = ToolArgument.Text("command", "The shell line.").Required();
    private static readonly ToolArgument Priority = ToolArgument.Choice(
        "priority",
        "Among those that wait, the higher go first; within one priority the older. normal when absent.", "low", "normal", "high", "urgent");

    private static readonly ToolArgument DependsOn = ToolArgument.Words("depends_on", "Commands of this queue (cmd_…) that must have ended before.");
    private static readonly ToolArgument When = ToolArgument.Text(
        "when",
        "How every command of depends_on must have ended: success (default), failure, always, or exit:N for the exit code N. Otherwise this one is "
        + "skipped.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.EnqueueAsync(
            caller,
            new(
                arguments.Required(SessionArguments.Session),
                arguments.Required(Command),
                arguments.Text(Priority),
                arguments.Texts(DependsOn),
                arguments.Text(When)),
            cancellationToken));
}
