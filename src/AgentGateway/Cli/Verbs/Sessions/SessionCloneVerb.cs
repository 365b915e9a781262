using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session clone SESSION</c>: another one like it.</summary>
internal static class SessionCloneVerb
{
    public static Command Create() => new ToolVerb<SessionEnvelope>(SessionCloneTool.Declaration, "clone",
        """
        Start another session like this one, with the same program, environment and directory, and print its id.

        Example:
          agw session clone agent --name second
        """)
    {
        Arguments = [SessionVerbs.OfTool, VerbArgument.Option("name", "The new session's name")],
        Show = (answer, _) => Screen.Line(answer.SessionId),
    }.Create();
}
