namespace AgentGateway.Runtime.Workspaces;

/// <param name="Name">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64; unique.</param>
/// <param name="Directory">An existing directory; or, with <paramref name="Repository"/>, none.</param>
/// <param name="Repository">A git repository on this machine, of which a worktree is made.</param>
/// <param name="Branch">The worktree's branch, made when it is missing; null for <c>agw/NAME</c>.</param>
/// <param name="Base">What a new branch begins at; null for the repository's HEAD.</param>
/// <param name="Setup">A shell script that runs in the new directory; null for the repository's <c>.agw/setup.sh</c>, if there is one.</param>
public sealed record CreateWorkspace(
    string Name, string? Directory = null, string? Repository = null, string? Branch = null, string? Base = null, string? Setup = null);
