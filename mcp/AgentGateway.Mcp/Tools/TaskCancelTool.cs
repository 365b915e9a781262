using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>task_cancel</c>.</summary>
internal sealed class TaskCancelTool(TaskService tasks) : CheckedTool<TaskEnvelope>(
    "task_cancel",
    "Cancel a task",
    "Ends a task, what it runs, and the tasks that are part of it. What it did so far stays done. A task that was cancelled already stays so; one that ended "
    + "otherwise is refused.",
    ToolConduct.Idempotent | ToolConduct.Destructive,
    [TaskArguments.Task],
    ViewJson.Plain.TaskEnvelope)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.CancelAsync(caller, arguments.Required(TaskArguments.Task), cancellationToken));
}
