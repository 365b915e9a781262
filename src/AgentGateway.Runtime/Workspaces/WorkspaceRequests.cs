using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Workspaces;

/// <param name="Name">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most 64; unique.</param>
/// <param name="Directory">An existing directory; or, with <paramref name="Repository"/>, none.</param>
/// <param name="Repository">A git repository on this machine, of which a worktree is made.</param>
/// <param name="Branch">
/// The worktree's branch; null for <c>agw/NAME</c>. An existing branch is checked out; else a branch that exactly one
/// remote has is tracked; else a new branch is made.
/// </param>
/// <param name="Base">
/// The commit at which a new branch begins and with which its changes are compared; null for the repository's HEAD.
/// </param>
/// <param name="Setup">
/// A shell script that runs in the directory when it is there. Null for the repository's own <c>.agw/setup.sh</c>,
/// where a worktree has it committed; empty for none.
/// </param>
public sealed record CreateWorkspace(
    string Name,
    string? Directory = null,
    string? Repository = null,
    string? Branch = null,
    string? Base = null,
    string? Setup = null)
{
    /// <summary>What the setup script may reach.</summary>
    public SandboxProfile Sandbox { get; init; } = SandboxProfile.Open;
}
