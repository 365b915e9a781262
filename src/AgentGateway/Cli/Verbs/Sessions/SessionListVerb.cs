using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session list</c>: all sessions.</summary>
internal static class SessionListVerb
{
    public static Command Create() => VerbContext.Command("list", "List the sessions, running or not, with what they are doing.",
        (context, _) => context.AskAsync("session_list", [], Print));

    /// <summary>One table of what <c>session_list</c> answers.</summary>
    public static void Print(JsonElement answer)
    {
        Screen.Table(["SESSION", "NAME", "STATUS", "SINCE", "AGENT", "WORKSPACE", "COMMAND"], Show.List(answer, "sessions").Select(session => (string[])
        [
            Show.Text(session, "id"), Show.Text(session, "name"), $"{SessionVerbs.Status(session)} {SessionVerbs.Exit(session)}".TrimEnd(),
            Show.Time(session, session.TryGetProperty("ended_at", out _) ? "ended_at" : session.TryGetProperty("started_at", out _) ? "started_at" : "created_at"),
            Show.Text(session, "agent"), Show.Text(session, "workspace"), SessionVerbs.CommandLine(session),
        ]));
        foreach (var unknown in Show.List(answer, "unknown"))
            Screen.Aside($"also in the daemon's tmux, and not its own: {Show.Text(unknown, "name")} ({Show.Text(unknown, "columns")}x{Show.Text(unknown, "rows")})");
    }
}
