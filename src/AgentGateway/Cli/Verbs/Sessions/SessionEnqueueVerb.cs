using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session enqueue SESSION -- COMMAND</c>: a command for when the shell is free.</summary>
internal static class SessionEnqueueVerb
{
    public static Command Create() => new ToolVerb<QueuedCommandEnvelope>(SessionEnqueueTool.Declaration, "enqueue",
        """
        Put a command into the queue of a shell session, and print its id. It runs when the shell is free, also after a
        restart of the daemon.

        Examples:
          B=$(agw session enqueue shell -- make)
          agw session enqueue shell --depends-on $B -- make test
          agw session enqueue shell --depends-on $B --when failure "tail -50 build.log"
        """)
    {
        Arguments =
        [
            SessionVerbs.OfTool,
            VerbArgument.ShellWords("command", "COMMAND", "One shell line, or a program and its arguments"),
            VerbArgument.Option(
                "depends_on", "A command of this queue that must have ended before; may be given several times")
                with { HelpName = "CMD" },
        ],
        Show = (answer, _) => Screen.Line(answer.Command.CommandId),
    }.Create();
}
