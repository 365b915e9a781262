using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread search WORDS</c>: finds messages.</summary>
internal static class ThreadSearchVerb
{
    public static Command Create()
    {
        var words = new Argument<string[]>("WORDS") { Description = "Words in any order, or a \"quoted phrase\"", Arity = ArgumentArity.OneOrMore };
        var thread = new Option<string>("--thread") { Description = "Only in this thread", HelpName = "ID" };
        var limit = new Option<int?>("--limit") { Description = "At most so many", HelpName = "N" };
        var command = VerbContext.Command("search",
            """
            Search the messages of all threads, best match first.

            Example:
              agw thread search '"release notes" friday'
            """,
            (context, parsed) => context.AskAsync("thread_search",
                Arguments.Of(("query", string.Join(' ', parsed.GetValue(words)!)), ("thread_id", parsed.GetValue(thread)), ("limit", parsed.GetValue(limit))),
                answer => Screen.Table(["THREAD", "AT", "TEXT"], Show.List(answer, "hits").Select(hit => (string[])
                    [Show.Text(hit, "thread_id"), Show.Time(hit, "at"), Show.Text(hit, "snippet")]))));
        command.Add(words);
        command.Add(thread);
        command.Add(limit);
        return command;
    }
}
