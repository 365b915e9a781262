using System.CommandLine;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace list</c>: all workspaces.</summary>
internal static class WorkspaceListVerb
{
    public static Command Create() => new ToolVerb<WorkspaceListView>(WorkspaceListTool.Declaration, "list",
        """
        List the workspaces, with their branches, ports and whether anything in them is uncommitted.

        Example:
          agw workspace list
        """)
    {
        Show = (answer, parsed) => Screen.Table(
            ["NAME", "STATE", "BRANCH", "AHEAD", "CLEAN", "PORTS", "DIRECTORY"],
            answer.Workspaces.Select(workspace => (string?[])
            [
                workspace.Name, workspace.State, workspace.Branch, Show.Number(workspace.Ahead),
                    Show.Flag(workspace.Clean),
                workspace.Ports is { } ports ? $"{ports.First}-{ports.Last}" : "", workspace.Directory,
            ]),
            EmptyList.Says(parsed, "workspaces", "Make one: agw workspace create fix-42 --repository .")),
    }.Create();
}
