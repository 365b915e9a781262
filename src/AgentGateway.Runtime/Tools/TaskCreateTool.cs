using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tasks;

namespace AgentGateway.Runtime.Tools;

internal static class TaskCreateTool
{
    public static AgentTool Make(TaskService tasks) => new(
        "task_create",
        "Creates a task: work that is done beside this turn, when what it depends on is done and a lane is free. It runs exactly one of: a prompt "
        + "for an agent, a shell command, or a tool with arguments. It belongs to this thread, which is told of its start, its waiting and its end.",
        ToolArguments.Schema(
            ("title", "string", "What it is, in a few words."),
            ("prompt?", "string", "What an agent is to do, complete in itself."),
            ("agent?", "string", "Who carries the prompt out; the owner of the thread by default."),
            ("command?", "string", "A shell line."),
            ("session?", "string", "The shell session in whose queue the command runs; a terminal of its own by default."),
            ("directory?", "string", "Where a command without session runs."),
            ("timeout_seconds?", "integer", "How long a command without session may take."),
            ("tool?", "string", "The name of a tool to call."),
            ("arguments?", "string", "The tool's arguments, a JSON object as text."),
            ("priority?", "string", "low, normal, high or urgent."),
            ("depends_on?", "array", "Ids of tasks that must have ended before."),
            ("on_failure?", "string", "When one of them does not complete: fail, skip or run."),
            ("retries?", "integer", "How often it is tried again after a failure."),
            ("retry_safe?", "boolean", "Running it twice does no harm, so a crash may repeat it."),
            ("not_before?", "string", "A time, or a delay such as 10m."),
            ("deadline?", "string", "A time, or a delay, by which it fails if it has not ended."),
            ("workspace?", "string", "A workspace's name, or a directory."),
            ("own_thread?", "boolean", "A prompt is carried out in a thread of its own instead of this one."),
            ("parent?", "string", "The task that it belongs to, with which it is cancelled.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            return ToolArguments.Answer(await tasks.CreateAsync(
                TaskCaller.Of(call),
                new(
                    arguments.Text("title"),
                    arguments.OptionalText("agent"),
                    arguments.OptionalText("prompt"),
                    arguments.OptionalText("command"),
                    arguments.OptionalText("session"),
                    arguments.OptionalText("tool"),
                    arguments.OptionalText("arguments"),
                    arguments.OptionalText("directory"),
                    arguments.OptionalInteger("timeout_seconds"),
                    arguments.OptionalText("priority"),
                    arguments.Texts("depends_on"),
                    arguments.OptionalText("on_failure"),
                    arguments.OptionalInteger("retries"),
                    arguments.Flag("retry_safe"),
                    arguments.OptionalText("not_before"),
                    arguments.OptionalText("deadline"),
                    arguments.OptionalText("workspace"),
                    arguments.Flag("own_thread") ? null : call.Asker.Thread?.Value,
                    arguments.OptionalText("parent"),
                    call.Key),
                cancellationToken));
        })
    {
        Risk = RiskClass.R1,
    };
}
