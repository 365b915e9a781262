using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskUpdateTool
{
    public static AgentTool Make(TaskService tasks) => new(
        "task_update",
        "Changes a task that has not ended. Dependencies and the earliest start can be changed until it runs.",
        ToolArguments.Schema(
            ("task_id", "string", "The task."),
            ("title?", "string", "Another title."),
            ("priority?", "string", "low, normal, high or urgent."),
            ("depends_on?", "array", "All that it depends on from now on."),
            ("on_failure?", "string", "fail, skip or run."),
            ("retries?", "integer", "How often it is tried again."),
            ("not_before?", "string", "A time or a delay; empty for at once."),
            ("deadline?", "string", "A time or a delay; empty for none.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            return ToolArguments.Answer(await tasks.UpdateAsync(
                TaskCaller.Of(call),
                new(
                    arguments.Text("task_id"),
                    arguments.OptionalText("title"),
                    arguments.OptionalText("priority"),
                    call.Arguments.TryGetProperty("depends_on", out _) ? arguments.Texts("depends_on") : null,
                    arguments.OptionalText("on_failure"),
                    arguments.OptionalInteger("retries"),
                    arguments.OptionalText("not_before"),
                    arguments.OptionalText("deadline")),
                cancellationToken));
        })
    {
        Risk = RiskClass.R1,
    };
}
