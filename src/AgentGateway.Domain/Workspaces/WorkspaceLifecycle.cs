namespace AgentGateway.Domain.Workspaces;

/// <summary>Where a workspace stands. The order is stored.</summary>
public enum WorkspaceLifecycle
{
    /// <summary>There is none of that name, or there is none any more.</summary>
    None,

    /// <summary>It is being made.</summary>
    Creating,

    Ready,

    /// <summary>It could not be made, or its setup did not succeed.</summary>
    Failed,

    Removing,
}
