using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task get TASK</c>: everything about one task, with its log.</summary>
internal static class TaskGetVerb
{
    public static Command Create()
    {
        var task = TaskVerbs.Task();
        var command = VerbContext.Command("get", "Show a task: what it runs, how it stands, its log and its result.",
            (context, parsed) => context.AskAsync("task_get", Arguments.Of(("task_id", parsed.GetValue(task))), Print));
        command.Add(task);
        return command;
    }

    private static void Print(JsonElement answer)
    {
        var task = answer.GetProperty("task");
        var after = string.Join(", ", Show.List(task, "depends_on").Select(one => $"{Show.Text(one, "task_id")} {Show.Text(one, "status")}".TrimEnd()));
        (string Name, string Value)[] lines =
        [
            ("id", Show.Text(task, "id")), ("title", Show.Text(task, "title")), ("status", TaskVerbs.Status(task)), ("kind", Show.Text(task, "kind")),
            ("agent", Show.Text(task, "agent")), ("prompt", Show.Text(task, "prompt")), ("command", Show.Text(task, "command")), ("tool", Show.Text(task, "tool")),
            ("arguments", Show.Text(task, "arguments")), ("priority", Show.Text(task, "priority")), ("depends on", after),
            ("attempt", $"{Show.Text(task, "attempt")} of {1 + (task.TryGetProperty("retries", out var retries) ? retries.GetInt32() : 0)}"),
            ("not before", Show.Time(task, "not_before")), ("deadline", Show.Time(task, "deadline")), ("workspace", Show.Text(task, "workspace")),
            ("thread", Show.Text(task, "thread_id")), ("turn", Show.Text(task, "turn_id")), ("session", Show.Text(task, "session_id")),
            ("parent", Show.Text(task, "parent")), ("children", Show.Joined(answer, "children")),
            ("created", $"{Show.Time(task, "created_at")} by {Show.Text(task, "created_by")}"), ("started", Show.Time(task, "started_at")), ("ended", Show.Time(task, "ended_at")),
            ("exit code", Show.Text(task, "exit_code")),
        ];
        Screen.Pairs([.. lines.Where(line => line.Value.Length > 0)]);
        foreach (var entry in Show.List(answer, "log"))
            Screen.Line($"{Show.Time(entry, "at")}  {Show.Text(entry, "event")}  {Show.Text(entry, "by")}  {Show.Text(entry, "text")}".TrimEnd());
        if (Show.Text(task, "result") is { Length: > 0 } result) Screen.Text(result);
    }
}
