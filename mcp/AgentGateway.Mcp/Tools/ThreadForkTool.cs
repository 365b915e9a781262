using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_fork</c>.</summary>
internal sealed class ThreadForkTool(ThreadService threads) : CheckedTool<ThreadEnvelope>(
    "thread_fork",
    "Fork a thread",
    "Begins a new thread with the messages of another one, to go on differently from there. The other thread stays as it is.",
    ToolConduct.Adds,
    [Thread, Message],
    ViewJson.Plain.ThreadEnvelope)
{
    private static readonly ToolArgument Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument Message = ToolArgument.Text("message_id", "The last message (msg_…) to take along; absent takes all.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.ForkAsync(caller, arguments.Required(Thread), arguments.Text(Message), cancellationToken));
}
