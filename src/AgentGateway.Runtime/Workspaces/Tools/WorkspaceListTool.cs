using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary><c>workspace_list</c>.</summary>
public sealed class WorkspaceListTool(WorkspaceService workspaces) : Tool<WorkspaceListView>(Declaration)
{
    public static readonly ToolDeclaration<WorkspaceListView> Declaration = new()
    {
        Name = "workspace_list",
        Title = "List workspaces",
        Description = "Lists the workspaces: directory, branch, ports, and for a worktree whether it has uncommitted "
            + "changes and how far it is ahead of its base.",
        Toolset = Toolsets.Workspaces,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => ViewJson.Plain.WorkspaceListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await workspaces.ListAsync(cancellationToken));
}
