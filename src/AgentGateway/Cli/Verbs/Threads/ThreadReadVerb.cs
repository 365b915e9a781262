using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread read THREAD</c>: its messages, a page of them.</summary>
internal static class ThreadReadVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var after = new Option<string>("--after") { Description = "Messages behind this number, or a cursor of an earlier page", HelpName = "N" };
        var before = new Option<string>("--before") { Description = "Messages ahead of this number", HelpName = "N" };
        var limit = new Option<int?>("--limit") { Description = "At most so many [default: 100]", HelpName = "N" };
        var hidden = new Option<bool>("--hidden") { Description = "Hidden messages too" };
        var command = VerbContext.Command("read", "Print a thread, oldest message first.",
            (context, parsed) => context.AskAsync("thread_read",
                Arguments.Of(("thread_id", parsed.GetValue(thread)), ("after", parsed.GetValue(after)), ("before", parsed.GetValue(before)),
                    ("limit", parsed.GetValue(limit)), ("hidden", parsed.GetValue(hidden) ? true : null)),
                answer => Print(answer)));
        command.Add(thread);
        command.Add(after);
        command.Add(before);
        command.Add(limit);
        command.Add(hidden);
        return command;
    }

    private static void Print(JsonElement answer)
    {
        var thread = answer.GetProperty("thread");
        Screen.Line($"{Show.Text(thread, "title")}  ({Show.Text(thread, "id")}, owner {Show.Text(thread, "owner")})");
        foreach (var message in Show.List(answer, "messages"))
        {
            var hidden = Show.Text(message, "visibility") == "hidden" ? ", hidden" : "";
            Screen.Line("");
            Screen.Line($"#{Show.Text(message, "seq")} {Show.Text(message, "author")} ({Show.Time(message, "at")}{hidden})");
            if (Show.Text(message, "text") is { Length: > 0 } text) Screen.Line(text);
            foreach (var call in Show.List(message, "tool_calls")) Screen.Line($"→ {Show.Text(call, "tool")} {Show.Text(call, "arguments")}");
        }

        if (Show.Text(answer, "next_cursor") is { Length: > 0 } next) Screen.Aside($"more: agw thread read {Show.Text(thread, "id")} --after {next}");
    }
}
