using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session stop SESSION</c>: ends its program.</summary>
internal static class SessionStopVerb
{
    public static Command Create() => new ToolVerb<SessionEnvelope>(SessionStopTool.Declaration, "stop",
        """
        End a session's program and everything that it started. Its output is kept, and it can be started again.

        Examples:
          agw session stop shell
          agw session stop shell --force
        """)
    {
        Arguments = [SessionVerbs.OfTool, VerbArgument.Option("force", "At once, without asking the program")],
        Show = (answer, _) => Screen.Line($"{answer.Session.State} {SessionVerbs.Exit(answer.Session.Exit)}".TrimEnd()),
    }.Create();
}
