using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>workspace_remove</c>.</summary>
internal sealed class WorkspaceRemoveTool(WorkspaceService workspaces) : CheckedTool<RemovedView>(
    "workspace_remove",
    "Remove a workspace",
    "Removes a workspace. A worktree is deleted only when nothing uncommitted would be lost and no session runs in it, unless force is true; its commits stay on "
    + "their branch. A plain directory is forgotten and stays as it is.",
    ToolConduct.Idempotent | ToolConduct.Destructive,
    [WorkspaceArguments.Name, Force],
    ViewJson.Plain.RemovedView)
{
    private static readonly ToolArgument Force = ToolArgument.Flag(
        "force",
        "True deletes a worktree with its uncommitted changes, even under running sessions; false when absent.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Progress?.Report("removing");
        return Answer(await workspaces.RemoveAsync(
            caller, arguments.Required(WorkspaceArguments.Name), arguments.Flag(Force) ?? false, cancellationToken));
    }
}
