using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>An event of a workspace, and the state after the commit that it was part of.</summary>
internal sealed record WorkspaceChange(DomainEvent Happened, WorkspaceState State);
