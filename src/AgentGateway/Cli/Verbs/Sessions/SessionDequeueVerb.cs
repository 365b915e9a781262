using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session dequeue SESSION CMD</c>: takes a command back.</summary>
internal static class SessionDequeueVerb
{
    public static Command Create() => new ToolVerb<QueuedCommandEnvelope>(SessionDequeueTool.Declaration, "dequeue",
        """
        Take a command out of a session's queue that has not begun.

        Example:
          agw session dequeue shell cmd_…
        """)
    {
        Arguments = [SessionVerbs.OfTool, VerbArgument.At("command_id", "CMD", "The command's id, cmd_…")],
        Show = (answer, _) => Screen.Line(answer.Command.State),
    }.Create();
}
