namespace AgentGateway.Domain.Workspaces;

/// <summary>
/// The state of a workspace. The order of the members must not change, because stored JSON leaves out the default.
/// </summary>
public enum WorkspaceLifecycle
{
    /// <summary>No workspace has that name, or it was removed.</summary>
    None,

    /// <summary>It is being made.</summary>
    Creating,

    Ready,

    /// <summary>It could not be made, or its setup did not succeed.</summary>
    Failed,

    Removing,
}
