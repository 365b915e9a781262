using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session restart SESSION</c>: the same program anew.</summary>
internal static class SessionRestartVerb
{
    public static Command Create() => new ToolVerb<SessionEnvelope>(SessionRestartTool.Declaration, "restart",
        """
        Start a session's program anew, with the same environment and directory; stop it first where it runs.

        Example:
          agw session restart dev
        """)
    {
        Arguments = [SessionVerbs.OfTool],
        Show = (answer, _) => Screen.Line($"{answer.Session.State}, run {answer.Session.Run}"),
    }.Create();
}
