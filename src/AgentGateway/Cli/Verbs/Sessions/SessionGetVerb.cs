using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session get SESSION</c>: everything about one session.</summary>
internal static class SessionGetVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var command = VerbContext.Command("get", "Show a session: its program, state, status, size, limits, and what is promised of its isolation.",
            (context, parsed) => context.AskAsync("session_get", Arguments.Of(("session_id", parsed.GetValue(session))),
                answer => Print(answer.GetProperty("session"))));
        command.Add(session);
        return command;
    }

    public static void Print(JsonElement session)
    {
        var status = session.GetProperty("status");
        (string Name, string Value)[] lines =
        [
            ("id", Show.Text(session, "id")), ("name", Show.Text(session, "name")), ("command", SessionVerbs.CommandLine(session)),
            ("state", $"{Show.Text(session, "state")} {SessionVerbs.Exit(session)}".TrimEnd()),
            ("failure", Failure(session)),
            ("status", $"{Show.Text(status, "value")}{(Show.Text(status, "reason") is { Length: > 0 } reason ? $" ({reason})" : "")}"),
            ("title", Show.Text(session, "title")), ("directory", Show.Text(session, "directory")), ("workspace", Show.Text(session, "workspace")),
            ("environment", Show.Joined(session, "environment")),
            ("terminal", $"{Show.Text(session, "backend")}, {Show.Text(session, "columns")}x{Show.Text(session, "rows")}"),
            ("sandbox", Show.Text(session, "sandbox")), ("promise", session.TryGetProperty("promise", out var promise) ? Show.Text(promise, "statement") : ""),
            ("agent", Show.Text(session, "agent")), ("thread", Show.Text(session, "thread_id")), ("task", Show.Text(session, "task_id")),
            ("pid", Show.Text(session, "pid")), ("run", Show.Text(session, "run")), ("created", $"{Show.Time(session, "created_at")} by {Show.Text(session, "created_by")}"),
            ("started", Show.Time(session, "started_at")), ("ended", Show.Time(session, "ended_at")),
            ("output", $"bytes {Show.Text(session, "output_start")} to {Show.Text(session, "output_end")}"),
            ("queue", Show.Text(session, "queued_commands") is var waiting and not "0" ? $"{waiting} waiting" : ""),
            ("clone of", Show.Text(session, "cloned_from")),
        ];
        Screen.Pairs([.. lines.Where(line => line.Value.Length > 0)]);
        foreach (var gap in Show.List(session, "gaps")) Screen.Line($"gap at {Show.Text(gap, "offset")}: {Show.Text(gap, "reason")}");
    }

    private static string Failure(JsonElement session) =>
        session.TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.Object
            ? $"{Show.Text(failure, "message")} ({Show.Text(failure, "code")})"
            : "";
}
