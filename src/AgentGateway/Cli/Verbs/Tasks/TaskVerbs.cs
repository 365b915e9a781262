using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task …</c>: durable units of work, one file per verb.</summary>
internal static class TaskVerbs
{
    public static Argument<string> Task() => new("TASK") { Description = "The task's id (tsk_…)" };

    public static Command Create() => new("task",
        """
        Work that is done when its turn comes, outlives restarts, and waits for what it depends on.

        Examples:
          agw task create "Look through the log for errors"                an agent's turn; prints the task's id
          T=$(agw task create build --command "make")                      a shell line
          agw task create test --command "make test" --depends-on $T      afterwards
          agw task wait $T                                                 until it has ended
        """)
    {
        TaskCreateVerb.Create(), TaskListVerb.Create(), TaskGetVerb.Create(), TaskWaitVerb.Create(), TaskUpdateVerb.Create(),
        TaskEndingVerb.Cancel(), TaskEndingVerb.Retry(),
    };

    /// <summary>A task's status in a few words: what it waits for, or why it ended so.</summary>
    public static string Status(JsonElement task)
    {
        var status = Show.Text(task, "status");
        if (status == "waiting") return $"waiting for {Show.Text(task, "waiting_for")} {Show.Text(task, "waiting_on")}".TrimEnd();
        return task.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.Object ? $"{status}: {Show.Text(reason, "message")}" : status;
    }

    /// <summary>The answer to changing one.</summary>
    public static void Print(JsonElement answer) => Screen.Line($"{Show.Text(answer, "task_id")} {Status(answer.GetProperty("task"))}");
}
