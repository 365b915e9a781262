using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread search WORDS</c>: finds messages.</summary>
internal static class ThreadSearchVerb
{
    public static Command Create() => new ToolVerb<SearchView>(ThreadSearchTool.Declaration, "search",
        """
        Search the messages of all threads, best match first.

        Example:
          agw thread search '"release notes" friday'
        """)
    {
        Arguments =
        [
            VerbArgument.Words("query", "WORDS", "Words in any order, or a \"quoted phrase\""),
            VerbArgument.Option("thread_id", "Only in this thread", "--thread") with { HelpName = "ID" },
        ],
        Show = (answer, _) => Screen.Table(["THREAD", "AT", "TEXT"], answer.Hits.Select(hit => (string[])
            [hit.ThreadId, Show.When(hit.At), hit.Snippet]),
            "Nothing was found. Fewer words find more; agw session search looks into terminals."),
    }.Create();
}
