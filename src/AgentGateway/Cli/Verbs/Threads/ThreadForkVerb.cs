using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread fork THREAD [MESSAGE]</c>: a new thread that begins like this one.</summary>
internal static class ThreadForkVerb
{
    public static Command Create() => new ToolVerb<ThreadEnvelope>(ThreadForkTool.Declaration, "fork",
        """
        Make a new thread that begins with this one's messages, and print its id.

        Examples:
          agw thread fork thr_…
          agw thread fork --last
        """)
    {
        Arguments =
        [
            ThreadVerbs.OfTool,
            VerbArgument.At("message_id", "MESSAGE", "The last message to take along, msg_… [default: the newest]"),
        ],
        Show = (answer, _) => Screen.Line(answer.Thread.Id),
    }.Create();
}
