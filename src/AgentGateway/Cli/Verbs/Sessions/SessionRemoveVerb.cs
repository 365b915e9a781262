using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session remove SESSION</c>: forgets it.</summary>
internal static class SessionRemoveVerb
{
    public static Command Create() => new ToolVerb<RemovedView>(
        SessionRemoveTool.Declaration, "remove",
        """
        Stop a session where it runs, and forget it and its output.

        Example:
          agw session remove shell
        """)
    {
        Arguments = [SessionVerbs.OfTool],
        Show = (answer, _) => Screen.Line($"{answer.Removed} is removed."),
    }.Create();
}
