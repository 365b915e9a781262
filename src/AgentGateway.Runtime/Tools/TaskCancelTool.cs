using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskCancelTool
{
    public static AgentTool Make(TaskService tasks) => new(
        "task_cancel",
        "Ends a task, what it runs, and the tasks that belong to it.",
        ToolArguments.Schema(("task_id", "string", "The task.")),
        Repeatable: true,
        async (call, cancellationToken) =>
            ToolArguments.Answer(await tasks.CancelAsync(TaskCaller.Of(call), new ToolArguments(call.Arguments).Text("task_id"), cancellationToken)))
    {
        Risk = RiskClass.R1,
    };
}
