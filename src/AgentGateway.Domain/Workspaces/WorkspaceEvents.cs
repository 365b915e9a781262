namespace AgentGateway.Domain.Workspaces;

public sealed record WorkspaceCreated(WorkspacePlan Plan) : DomainEvent;

/// <summary>Written before the script runs, because a second run of it may do harm.</summary>
public sealed record WorkspaceSetupStarted : DomainEvent;

public sealed record WorkspaceReady(IReadOnlyList<string> ContextFiles) : DomainEvent;

public sealed record WorkspaceFailed(Failure Failure) : DomainEvent;

public sealed record WorkspaceRemovalRequested(bool Force) : DomainEvent;

public sealed record WorkspaceRemovalRefused(Failure Failure) : DomainEvent;

public sealed record WorkspaceRemoved : DomainEvent;
