using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread list</c>: the threads, latest first.</summary>
internal static class ThreadListVerb
{
    public static Command Create() => new ToolVerb<ThreadListView>(
        ThreadListTool.Declaration, "list",
        """
        List threads: pinned ones first, then by last change.

        Examples:
          agw thread list
          agw thread list release notes
        """)
    {
        Arguments =
        [
            VerbArgument.Words("query", "WORDS"),
            VerbArgument.Option("archived", "The archived ones instead"),
        ],
        Show = (answer, _) => Print(answer),
    }.Create();

    private static void Print(ThreadListView answer)
    {
        Screen.Table(["THREAD", "CHANGED", "OWNER", "TITLE"], answer.Threads.Select(thread => (string[])
            [thread.Id, Show.When(thread.UpdatedAt), thread.Owner, thread.Title]),
            "No threads. Begin one: agw thread send \"What can you do?\"");
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw thread list --cursor {next}");
    }
}
