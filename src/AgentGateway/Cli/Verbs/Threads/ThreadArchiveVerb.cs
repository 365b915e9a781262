using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread archive THREAD [--undo]</c>: puts a thread away, or takes it out again.</summary>
internal static class ThreadArchiveVerb
{
    public static Command Create()
    {
        var undo = new Option<bool>("--undo") { Description = "Take it out again" };
        return new ToolVerb<ThreadEnvelope>(ThreadUpdateTool.Declaration, "archive",
            """
            Put a thread away. It can still be read, searched and forked, and takes no messages.

            Examples:
              agw thread archive thr_…
              agw thread archive thr_… --undo
            """)
        {
            Arguments =
            [
                ThreadVerbs.OfTool, VerbArgument.Hidden("title"), VerbArgument.Hidden("archived"),
                    VerbArgument.Hidden("pinned"),
            ],
            Options = [undo],
            Complete = (parsed, call) =>
            {
                call["archived"] = !parsed.GetValue(undo);
                return null;
            },
            Show = (answer, _) => Screen.Line(
                answer.Thread.Archived ? "The thread is archived." : "The thread is no longer archived."),
        }.Create();
    }
}
