namespace AgentGateway.Runtime.Workspaces;

/// <summary>A setup script as it is committed in a repository.</summary>
/// <param name="Commit">The commit at which the worktree begins.</param>
/// <param name="Blob">The id of its content.</param>
/// <param name="Script">Null where this clone does not have the content.</param>
internal sealed record CommittedSetup(string Commit, string Blob, string? Script);
