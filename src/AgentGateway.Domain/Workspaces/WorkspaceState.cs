namespace AgentGateway.Domain.Workspaces;

/// <summary>A workspace as it stands. Its name is the id of its stream; after it was removed the name can be used again.</summary>
/// <param name="Plan">Null while there is no workspace of the name.</param>
/// <param name="SetupBegun">A setup script may have run; it is not run a second time.</param>
/// <param name="ContextFiles">The files of the working context, relative to the directory.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="ReturnsTo">What it becomes again when its removal is refused.</param>
/// <param name="Force">It is removed with whatever is in it.</param>
/// <param name="OwedKey">The key of what is owed, while something is.</param>
public sealed record WorkspaceState(
    WorkspaceLifecycle Lifecycle,
    WorkspacePlan? Plan,
    bool SetupBegun,
    IReadOnlyList<string> ContextFiles,
    Failure? Failure,
    WorkspaceLifecycle ReturnsTo,
    bool Force,
    string? OwedKey,
    string CreatedBy,
    DateTimeOffset CreatedAt)
{
    public static WorkspaceState Initial { get; } =
        new(WorkspaceLifecycle.None, null, false, [], null, WorkspaceLifecycle.None, false, null, "", default);
}
