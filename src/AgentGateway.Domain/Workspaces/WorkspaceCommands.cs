namespace AgentGateway.Domain.Workspaces;

public abstract record WorkspaceCommand;

public sealed record OpenWorkspace(WorkspacePlan Plan) : WorkspaceCommand;

/// <summary>The setup script is about to run. Refused when it may have run before.</summary>
public sealed record BeginSetup : WorkspaceCommand;

public sealed record FinishWorkspace(IReadOnlyList<string> ContextFiles) : WorkspaceCommand;

public sealed record FailWorkspace(Failure Failure) : WorkspaceCommand;

/// <param name="Force">With its changes, and also while it is being made.</param>
public sealed record RequestRemoval(bool Force) : WorkspaceCommand;

public sealed record SettleRemoval : WorkspaceCommand;

/// <summary>It turned out that it cannot be removed, and it stays what it was.</summary>
public sealed record RefuseRemoval(Failure Failure) : WorkspaceCommand;
