using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskGetTool
{
    public static AgentTool Make(TaskService tasks) => new(
        "task_get",
        "Shows a task with its log, its result and its children.",
        ToolArguments.Schema(("task_id", "string", "The task.")),
        Repeatable: true,
        async (call, cancellationToken) => ToolArguments.Answer(await tasks.GetAsync(new ToolArguments(call.Arguments).Text("task_id"), cancellationToken)))
    {
        Risk = RiskClass.R0,
    };
}
