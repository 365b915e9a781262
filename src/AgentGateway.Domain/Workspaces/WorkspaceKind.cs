namespace AgentGateway.Domain.Workspaces;

/// <summary>What a workspace is. The order is stored.</summary>
public enum WorkspaceKind
{
    /// <summary>A directory that was there before, and stays when the workspace is removed.</summary>
    Directory,

    /// <summary>A git worktree that was made for the workspace, and goes with it.</summary>
    Worktree,
}
