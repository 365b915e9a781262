using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_cancel</c>: end a turn, or all that a thread has open.</summary>
internal sealed class ThreadCancelTool(ThreadService threads) : CheckedTool<CancelView>(
    "thread_cancel",
    "Cancel work",
    "Ends a turn, or with thread_id everything that the thread has running or queued. Give exactly one of the two. What was said so far "
    + "stays in the thread. A turn that has ended already keeps its status.",
    ToolConduct.Idempotent | ToolConduct.Destructive,
    [Thread, TurnId],
    ViewJson.Plain.CancelView)
{
    private static readonly ToolArgument Thread = ToolArgument.Text("thread_id", "The thread (thr_…) whose open turns shall all end.");
    private static readonly ToolArgument TurnId = ToolArgument.Text("turn_id", "The one turn (turn_…) that shall end.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        (arguments.Text(Thread), arguments.Text(TurnId)) switch
        {
            ({ } thread, null) => Answer(await threads.CancelAsync(caller, thread, cancellationToken)),
            (null, { } turn) => Answer(await threads.CancelAsync(caller, turn, cancellationToken)),
            (null, null) => ToolAnswer.Refuse(new("missing_argument", "thread_cancel needs thread_id or turn_id.", "Give exactly one of them.")),
            _ => ToolAnswer.Refuse(new("invalid_argument", "thread_cancel takes thread_id or turn_id, not both.", "Give exactly one of them.")),
        };
}
