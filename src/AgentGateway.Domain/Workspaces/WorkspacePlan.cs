namespace AgentGateway.Domain.Workspaces;

/// <summary>
/// What a workspace is to be, settled before anything is made of it, so that making it again makes the same.
/// </summary>
/// <param name="Directory">Where it is or will be.</param>
/// <param name="Repository">
/// The repository of a worktree: its top directory, or its git directory where it is bare.
/// </param>
/// <param name="GitDirectory">The directory that all worktrees of the repository share, absolute.</param>
/// <param name="BranchIsNew">
/// The branch is made with the worktree, and goes with it as long as it has no commits of its own.
/// </param>
/// <param name="Start">The commit that a new branch begins at.</param>
/// <param name="Upstream">The remote branch that a new branch follows, where it was made from one.</param>
/// <param name="Base">What its changes are compared with: a branch, or a commit where there is none.</param>
/// <param name="BaseCommit">The commit that <paramref name="Base"/> was when the workspace was made.</param>
/// <param name="Setup">A shell script that was given; null for the repository's own, empty for none.</param>
/// <param name="Mark">
/// Set in the environment of the programs that make it, so that those which a crash left can be found.
/// </param>
public sealed record WorkspacePlan(
    WorkspaceKind Kind,
    string Directory,
    string? Repository,
    string? GitDirectory,
    string? Branch,
    bool BranchIsNew,
    string? Start,
    string? Upstream,
    string? Base,
    string? BaseCommit,
    int FirstPort,
    int PortCount,
    string? Setup,
    string Mark);
