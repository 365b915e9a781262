using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task …</c>: durable units of work, one file per verb.</summary>
internal static class TaskVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("task",
            """
            Work that is done when its turn comes, outlives restarts, and waits for the tasks that it depends on.

            Examples:
              agw task create "Look through the log for errors"                an agent's turn; prints the task's id
              T=$(agw task create build --command "make")                      a shell line
              agw task create test --command "make test" --depends-on $T      afterwards
              agw task wait $T                                                 until it has ended
            """),
        words,
        new("create", TaskCreateVerb.Create),
        new("list", TaskListVerb.Create),
        new("get", TaskGetVerb.Create),
        new("wait", TaskWaitVerb.Create),
        new("update", TaskUpdateVerb.Create),
        new("cancel", TaskEndingVerb.Cancel),
        new("retry", TaskEndingVerb.Retry));

    /// <summary>The task that a verb is about.</summary>
    public static VerbArgument Task { get; } = VerbArgument.At(
        "task_id", "TASK", "The task: its id, its title, or the beginning of one");

    /// <summary>A task's status in a few words: what it waits for, or why it ended so.</summary>
    public static string Status(TaskView task) =>
        task.Status == "waiting" ? $"waiting for {task.WaitingFor} {task.WaitingOn}".TrimEnd()
        : task.Reason is { } reason ? $"{task.Status}: {reason.Message}"
        : task.Status;

    /// <summary>Tells a task that was changed.</summary>
    public static void Print(TaskEnvelope answer) => Screen.Line($"{answer.TaskId} {Status(answer.Task)}");
}
