using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread list</c>: the threads, latest first.</summary>
internal static class ThreadListVerb
{
    public static Command Create()
    {
        var query = new Argument<string[]>("WORDS") { Description = "Words that the title must contain", Arity = ArgumentArity.ZeroOrMore };
        var archived = new Option<bool>("--archived") { Description = "The archived ones instead" };
        var limit = new Option<int?>("--limit") { Description = "At most so many", HelpName = "N" };
        var cursor = new Option<string>("--cursor") { Description = "Go on after an earlier page", HelpName = "CURSOR" };
        var command = VerbContext.Command("list", "List threads: pinned ones first, then by last change.",
            (context, parsed) =>
            {
                var words = string.Join(' ', parsed.GetValue(query) ?? []);
                return context.AskAsync("thread_list",
                    Arguments.Of(("query", words.Length > 0 ? words : null), ("archived", parsed.GetValue(archived) ? true : null),
                        ("limit", parsed.GetValue(limit)), ("cursor", parsed.GetValue(cursor))),
                    answer =>
                    {
                        Screen.Table(["THREAD", "CHANGED", "OWNER", "TITLE"], Show.List(answer, "threads").Select(thread => (string[])
                        [
                            Show.Text(thread, "id"), Show.Time(thread, "updated_at"), Show.Text(thread, "owner"), Show.Text(thread, "title"),
                        ]));
                        if (Show.Text(answer, "next_cursor") is { Length: > 0 } next) Screen.Aside($"more: agw thread list --cursor {next}");
                    });
            });
        command.Add(query);
        command.Add(archived);
        command.Add(limit);
        command.Add(cursor);
        return command;
    }
}
