using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw status</c>: what daemon runs, and how it is.</summary>
internal static class StatusVerb
{
    public static Command Create() => VerbContext.Command("status",
        """
        Show the daemon that runs on the data directory.

        Exit code 3: none runs.
        """,
        (context, _) => context.AskAsync("status", [], status =>
        {
            Screen.Pairs(
                ("status", Text(status, "status")),
                ("pid", Text(status, "pid")),
                ("url", Text(status, "url")),
                ("data", Text(status, "data")),
                ("socket", Text(status, "socket")),
                ("version", Text(status, "version")),
                ("journal", $"{Text(status, "journal")}, position {Text(status, "position")}"),
                ("up since", $"{Show.Time(status, "started_at")} ({TimeSpan.FromSeconds(status.GetProperty("uptime_seconds").GetInt64())})"),
                ("agents", $"{Text(status, "agents")}, available {Text(status, "agents_available")}"));
            if (status.TryGetProperty("reason", out var reason)) Screen.Line($"reason    {Text(reason, "message")} {Text(reason, "hint")}");
        }));

    private static string Text(JsonElement element, string name) => Show.Text(element, name);
}
