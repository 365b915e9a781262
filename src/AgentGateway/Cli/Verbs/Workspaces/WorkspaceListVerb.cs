using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Workspaces;

/// <summary><c>agw workspace list</c>: all workspaces.</summary>
internal static class WorkspaceListVerb
{
    public static Command Create() => VerbContext.Command("list", "List the workspaces, with their branches, ports and whether anything in them is uncommitted.",
        (context, _) => context.AskAsync("workspace_list", [], answer =>
            Screen.Table(["NAME", "STATE", "BRANCH", "AHEAD", "CLEAN", "PORTS", "DIRECTORY"], Show.List(answer, "workspaces").Select(workspace => (string[])
            [
                Show.Text(workspace, "name"), Show.Text(workspace, "state"), Show.Text(workspace, "branch"), Show.Text(workspace, "ahead"), Show.Text(workspace, "clean"),
                workspace.TryGetProperty("ports", out var ports) ? $"{Show.Text(ports, "first")}-{Show.Text(ports, "last")}" : "", Show.Text(workspace, "directory"),
            ]))));
}
