using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread pin THREAD [--undo]</c>: keeps a thread at the top of the list, or no longer.</summary>
internal static class ThreadPinVerb
{
    public static Command Create()
    {
        var undo = new Option<bool>("--undo") { Description = "List it by its last change again" };
        return new ToolVerb<ThreadEnvelope>(ThreadUpdateTool.Declaration, "pin",
            """
            List a thread before the others.

            Examples:
              agw thread pin thr_…
              agw thread pin thr_… --undo
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
                call["pinned"] = !parsed.GetValue(undo);
                return null;
            },
            Show = (answer, _) => Screen.Line(
                answer.Thread.Pinned ? "The thread is pinned." : "The thread is no longer pinned."),
        }.Create();
    }
}
