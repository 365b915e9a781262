using System.CommandLine;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace remove NAME</c>: when its work is done.</summary>
internal static class WorkspaceRemoveVerb
{
    public static Command Create() => new ToolVerb<RemovedView>(WorkspaceRemoveTool.Declaration, "remove",
        """
        Remove a workspace. A worktree is deleted when it is clean; an existing directory is only forgotten and stays
        as it is.

        Example:
          agw workspace remove fix-42
        """)
    {
        Arguments =
        [
            WorkspaceVerbs.Name,
            VerbArgument.Option("force", "Also with uncommitted changes, which are lost, and running sessions"),
        ],
        Show = (answer, _) => Screen.Line($"{answer.Removed} is removed."),
    }.Create();
}
