using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskListTool
{
    public static AgentTool Make(TaskService tasks) => new(
        "task_list",
        "Lists tasks, newest first.",
        ToolArguments.Schema(
            ("status?", "string", "queued, running, waiting, blocked, completed, failed or cancelled; or open or ended."),
            ("thread_id?", "string", "Only those of that thread."),
            ("query?", "string", "Words of title or content."),
            ("limit?", "integer", "At most so many; 20 by default."),
            ("cursor?", "string", "Where the last page ended.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            return ToolArguments.Answer(await tasks.ListAsync(
                new(
                    arguments.OptionalText("status"), arguments.OptionalText("thread_id"), arguments.OptionalText("query"),
                    arguments.OptionalInteger("limit") ?? 20, arguments.OptionalText("cursor")),
                cancellationToken));
        })
    {
        Risk = RiskClass.R0,
    };
}
