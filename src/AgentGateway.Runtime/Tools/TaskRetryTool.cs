using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskRetryTool
{
    public static AgentTool Make(TaskService tasks) => new(
        "task_retry",
        "Runs a task again that failed, was cancelled or is blocked.",
        ToolArguments.Schema(("task_id", "string", "The task.")),
        Repeatable: false,
        async (call, cancellationToken) =>
            ToolArguments.Answer(await tasks.RetryAsync(TaskCaller.Of(call), new ToolArguments(call.Arguments).Text("task_id"), cancellationToken)))
    {
        Risk = RiskClass.R1,
    };
}
