using System.CommandLine;
using System.Text.Json.Nodes;
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
        Show = Print,
        Otherwise = (context, parsed, call) =>
            Screen.Style.IsTerminal && !context.IsJson ? ShowAsync(context, parsed, call) : null,
    }.Create();

    /// <summary>At a terminal the list ends with how much there is in the inbox.</summary>
    private static async Task<int> ShowAsync(VerbContext context, ParseResult parsed, JsonObject call)
    {
        var exit = await context.ShowAsync(DaemonCall.Of(ThreadListTool.Declaration), call, answer => Print(answer, parsed));
        if (exit == ExitCodes.Done
            && !(await context.CallAsync(DaemonCalls.Inbox, [])).IsRejected(out _, out var inbox)
            && inbox.View.Counts is not { Waiting: 0, Unseen: 0 } and var counts)
            Screen.Aside($"inbox: {InboxVerb.Told(counts)}");
        return exit;
    }

    private static void Print(ThreadListView answer, ParseResult parsed)
    {
        Screen.Table(["THREAD", "CHANGED", "OWNER", "TITLE"], answer.Threads.Select(thread => (string[])
            [thread.Id, Show.When(thread.UpdatedAt), thread.Owner, thread.Title]),
            EmptyList.Says(parsed, "threads", "Begin one: agw thread send \"What can you do?\""));
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw thread list --cursor {next}");
    }
}
