using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session explain SESSION</c>: why its status is what it is.</summary>
internal static class SessionExplainVerb
{
    public static Command Create() => new ToolVerb<ExplainView>(SessionExplainTool.Declaration, "explain",
        """
        Show what a session's status was concluded from: hooks, screen, title, program in front, each with its age and weight.

        Example:
          agw session explain agent
        """)
    {
        Arguments = [SessionVerbs.OfTool],
        Show = (answer, _) => Screen.Line(answer.Text),
    }.Create();
}
