using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary>Arguments that mean the same wherever a task is spoken of.</summary>
public static class TaskToolArguments
{
    public static readonly ToolArgument<string> Task = ToolArgument.Text(
        "task_id", "Id of the task (tsk_…), as task_create or task_list gave it.").Required();

    public static readonly ToolArgument<string> Priority = ToolArgument.Choice(
        "priority",
        "Which of several that could run begins first; normal when absent. Waiting counts too, so none is forgotten.",
        "low", "normal", "high", "urgent");

    public static readonly ToolArgument<IReadOnlyList<string>> DependsOn = ToolArgument.Words(
        "depends_on", "Ids of tasks that must have ended before this one begins, at most 100.");

    public static readonly ToolArgument<string> OnFailure = ToolArgument.Choice(
        "on_failure",
        "What happens when one of depends_on does not complete. fail (default): this one fails too. skip: it is "
        + "cancelled. run: it runs all the same.",
        "fail", "skip", "run");

    public static readonly ToolArgument<int> Retries = ToolArgument.Number(
        "retries",
        "How often it is tried again after a failure, at most 20, with growing pauses.",
        minimum: 0, standard: 0);
}
