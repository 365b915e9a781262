using System.CommandLine;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task get TASK</c>: everything about one task, with its log.</summary>
internal static class TaskGetVerb
{
    public static Command Create() => new ToolVerb<TaskDetailView>(
        TaskGetTool.Declaration, "get",
        """
        Show a task: its work, its status, its log and its result.

        Examples:
          agw task get tsk_…
          agw task get --last
        """)
    {
        Arguments = [TaskVerbs.Task],
        Show = (answer, _) => Print(answer),
    }.Create();

    private static void Print(TaskDetailView answer)
    {
        var task = answer.Task;
        (string Name, string? Value)[] lines =
        [
            ("id", task.Id), ("title", task.Title), ("status", TaskVerbs.Status(task)), ("kind", task.Kind),
            ("agent", task.Agent), ("prompt", task.Prompt), ("command", task.Command), ("tool", task.Tool),
            ("arguments", task.Arguments), ("known before", task.Preflight), ("priority", task.Priority),
            ("depends on", Show.Joined(task.DependsOn.Select(one => $"{one.TaskId} {one.Status}".TrimEnd()))),
            ("attempt", $"{task.Attempt} of {1 + task.Retries}"),
            ("not before",
                Show.Time(task.NotBefore)), ("deadline", Show.Time(task.Deadline)), ("workspace", task.Workspace),
            ("thread", task.ThreadId), ("turn", task.TurnId), ("session", task.SessionId),
            ("parent", task.Parent), ("children", Show.Joined(answer.Children)),
            ("created", $"{Show.Time(task.CreatedAt)} by {Show.Creator(task.CreatedBy, task.Client)}"),
            ("started", Show.Time(task.StartedAt)),
            ("ended", Show.Time(task.EndedAt)), ("exit code", Show.Number(task.ExitCode)),
        ];
        Screen.Given(lines);
        foreach (var entry in answer.Log)
            Screen.Line($"{Show.Time(entry.At)}  {entry.Event}  {entry.By}  {entry.Text}".TrimEnd());
        if (task.Result is { Length: > 0 } result) Screen.Text(result);
    }
}
