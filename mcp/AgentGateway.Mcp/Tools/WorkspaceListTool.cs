using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>workspace_list</c>.</summary>
internal sealed class WorkspaceListTool(WorkspaceService workspaces) : CheckedTool<WorkspaceListView>(
    "workspace_list",
    "List workspaces",
    "Lists the workspaces: directory, branch, ports, and for a worktree whether it has uncommitted changes and how far it is ahead of its base.",
    ToolConduct.Reads,
    [],
    ViewJson.Plain.WorkspaceListView)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await workspaces.ListAsync(cancellationToken));
}
