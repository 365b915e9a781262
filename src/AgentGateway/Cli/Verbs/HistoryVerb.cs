using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.History;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw history</c>: what ended.</summary>
internal static class HistoryVerb
{
    private const int LimitUsual = 20;

    public static Command Create()
    {
        var kind = new Option<string?>("--kind")
        {
            Description = "Only threads, sessions or tasks", HelpName = "thread|session|task",
        };
        kind.AcceptOnlyFromAmong("thread", "session", "task");
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many, up to 500", HelpName = "N", DefaultValueFactory = _ => LimitUsual,
        };
        var command = VerbContext.Command("history",
            """
            Show what ended, the latest first: threads that were archived, sessions whose program ended, and tasks that
            completed, failed or were cancelled. What was deleted or removed is not shown.

            Examples:
              agw history
              agw history --kind task --limit 50
              agw history --json
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.History,
                new JsonObject { ["kind"] = parsed.GetValue(kind), ["limit"] = parsed.GetValue(limit) },
                view => Print(view, parsed.GetValue(limit))));
        command.Add(kind);
        command.Add(limit);
        return command;
    }

    private static void Print(HistoryView history, int limit)
    {
        Screen.Table(
            ["KIND", "ID", "ENDED", "STATE", "WHAT"],
            history.Items.Select(item => (string[])
                [
                    item.Kind, item.Id, Show.When(item.EndedAt), item.State,
                    item.Detail is { } detail ? $"{item.Text} ({detail})" : item.Text,
                ]),
            "Nothing has ended yet. What runs: agw session list, agw task list");
        if (history.More) Screen.Aside($"more: agw history --limit {limit * 2}");
    }
}
