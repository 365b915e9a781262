namespace AgentGateway.Domain.Workspaces;

/// <summary>The plan of a workspace, settled before anything is made, so that making it again makes the same.</summary>
/// <param name="Directory">Where it is or will be.</param>
public sealed record WorkspacePlan(
    WorkspaceKind Kind,
    string Directory)
{
    /// <summary>The name of the sandbox that the setup script runs in; null for none.</summary>
    public string? Sandbox { get; init; }

    /// <summary>
    /// Whom policy judged when the workspace was permitted, and judges when its setup script reaches hosts: an agent's
    /// id, or <c>client</c>. Null in older plans.
    /// </summary>
    public string? JudgedAs { get; init; }

    /// <summary>The repository of a worktree: its top directory, or its git directory where it is bare.</summary>
    public string? Repository { get; init; }

    /// <summary>The directory that all worktrees of the repository share, absolute.</summary>
    public string? GitDirectory { get; init; }

    public string? Branch { get; init; }

    /// <summary>
    /// The branch is made with the worktree, and goes with it as long as it has no commits of its own.
    /// </summary>
    public bool BranchIsNew { get; init; }

    /// <summary>The commit that a new branch begins at.</summary>
    public string? Start { get; init; }

    /// <summary>The remote branch that a new branch follows, where it was made from one.</summary>
    public string? Upstream { get; init; }

    /// <summary>What its changes are compared with: a branch, or a commit where there is none.</summary>
    public string? Base { get; init; }

    /// <summary>The commit that <see cref="Base"/> was when the workspace was made.</summary>
    public string? BaseCommit { get; init; }

    public int FirstPort { get; init; }

    public int PortCount { get; init; }

    /// <summary>A shell script that was given; null for the repository's own, empty for none.</summary>
    public string? Setup { get; init; }

    /// <summary>
    /// Set in the environment of the programs that make it, so that those which a crash left can be found.
    /// </summary>
    public string Mark { get; init; } = "";
}
