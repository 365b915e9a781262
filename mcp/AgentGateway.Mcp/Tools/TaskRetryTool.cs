using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>task_retry</c>.</summary>
internal sealed class TaskRetryTool(TaskService tasks) : CheckedTool<TaskEnvelope>(
    "task_retry",
    "Run a task again",
    "Runs a task again that failed, was cancelled, or is blocked because a crash interrupted it and nobody knows how far it came: look first at what it has done. "
    + "One that completed or has not ended is refused.",
    ToolConduct.OpenWorld | ToolConduct.Destructive,
    [TaskArguments.Task],
    ViewJson.Plain.TaskEnvelope)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.RetryAsync(caller, arguments.Required(TaskArguments.Task), cancellationToken));
}
