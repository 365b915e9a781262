using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskWaitTool
{
    private const double WaitSecondsDefault = 60;

    public static AgentTool Make(TaskService tasks) => new(
        "task_wait",
        "Waits until tasks have ended, or cannot go on without a person, and shows how they stand. Your own turn goes on meanwhile, so wait only for what you need now.",
        ToolArguments.Schema(
            ("task_ids", "array", "The tasks."),
            ("mode?", "string", "any or all; all by default."),
            ("timeout_seconds?", "integer", "At most 600; 60 by default.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            return ToolArguments.Answer(await tasks.WaitAsync(
                new(arguments.Texts("task_ids"), arguments.OptionalText("mode"), arguments.OptionalInteger("timeout_seconds") ?? WaitSecondsDefault), null, cancellationToken));
        })
    {
        Risk = RiskClass.R0,
    };
}
