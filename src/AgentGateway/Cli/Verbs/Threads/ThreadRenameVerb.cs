using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread rename THREAD TITLE</c>.</summary>
internal static class ThreadRenameVerb
{
    public static Command Create() => new ToolVerb<ThreadEnvelope>(
        ThreadUpdateTool.Declaration, "rename",
        """
        Give a thread another title.

        Example:
          agw thread rename thr_… Release notes
        """)
    {
        Arguments =
        [
            ThreadVerbs.OfTool,
            VerbArgument.Text("title", "TITLE", "The new title") with { IsRequired = true },
            VerbArgument.Hidden("archived"),
            VerbArgument.Hidden("pinned"),
        ],
        Show = (answer, _) => Screen.Line($"The thread is called \"{answer.Thread.Title}\" now."),
    }.Create();
}
