using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary>Arguments that mean the same wherever a task is spoken of.</summary>
public static class TaskToolArguments
{
    public static readonly ToolArgument<string> Task = ToolArgument.Text(
        "task_id", "Id of the task, as task_create or task_list gave it.").Required();

    public static readonly ToolArgument<string> Priority = ToolArgument.Choice(
        "priority",
        "Which of several begins first; normal when absent.",
        "low", "normal", "high", "urgent");

    public static readonly ToolArgument<IReadOnlyList<string>> DependsOn = ToolArgument.Words(
        "depends_on",
        "Tasks that must have ended before, at most 100.");

    public static readonly ToolArgument<string> OnFailure = ToolArgument.Choice(
        "on_failure",
        "When one of depends_on does not complete: fail (default) fails this one, skip cancels it, run runs it all "
            + "the same.",
        "fail", "skip", "run");

    public static readonly ToolArgument<int> Retries = ToolArgument.Number(
        "retries",
        "Tries after a failure, at most 20, with growing pauses.",
        minimum: 0, standard: 0);
}
