using System.CommandLine;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace create NAME</c>: an existing directory, or a git worktree that is made.</summary>
internal static class WorkspaceCreateVerb
{
    public static Command Create() => new ToolVerb<WorkspaceEnvelope>(WorkspaceCreateTool.Declaration, "create",
        """
        Make a workspace and print its directory: an existing directory, or a git worktree. Files that git ignores and
        .worktreeinclude names are copied into a worktree, then its setup script runs.

        Examples:
          agw workspace create notes --directory ~/notes
          agw workspace create fix-42 --repository . --branch fix/42 --base origin/main
        """)
    {
        Arguments =
        [
            WorkspaceVerbs.Name,
            VerbArgument.Path("directory", "An existing directory, which is used as it is and never deleted"),
            VerbArgument.Path("repository", "A git repository of which a worktree is made"),
        ],
        Show = (answer, _) => Screen.Line(answer.Workspace.Directory),
    }.Create();
}
