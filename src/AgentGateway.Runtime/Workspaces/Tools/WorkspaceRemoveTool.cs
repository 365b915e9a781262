using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary><c>workspace_remove</c>.</summary>
public sealed class WorkspaceRemoveTool(WorkspaceService workspaces) : Tool<RemovedView>(Declaration)
{
    private static readonly ToolArgument<bool> Force = ToolArgument.Flag(
        "force",
        "True deletes a worktree with its uncommitted changes, even under running sessions; false when absent.");

    public static readonly ToolDeclaration<RemovedView> Declaration = new()
    {
        Name = "workspace_remove",
        Title = "Remove a workspace",
        Description = "Removes a workspace. A worktree is deleted only when nothing uncommitted would be lost and no "
            + "session runs in it, unless force is true; its commits stay on their branch. A plain directory is "
            + "forgotten and stays as it is.",
        Toolset = Toolsets.Workspaces,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R2,
        Arguments = [WorkspaceToolArguments.Name, Force],
        Result = () => ViewJson.Plain.RemovedView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report("removing");
        return Answer(await workspaces.RemoveAsync(
            request.Caller,
            arguments.Required(WorkspaceToolArguments.Name),
            arguments.Flag(Force) ?? false,
            cancellationToken));
    }
}
