using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>What clients read of workspaces.</summary>
internal sealed class WorkspaceResources(WorkspaceService workspaces) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "workspaces", "Workspaces", "agw://workspaces",
            "The workspaces in which sessions work, as workspace_list gives them.",
            () => ViewJson.Plain.WorkspaceListView,
            (_, cancellationToken) => workspaces.ListAsync(cancellationToken)) with
        {
            Follows = WorkspaceMachine.Kind,
        },
    ];
}
