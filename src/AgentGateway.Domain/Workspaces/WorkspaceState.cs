namespace AgentGateway.Domain.Workspaces;

/// <summary>
/// A workspace as it stands. Its name is the id of its stream; after it was removed the name can be used again.
/// </summary>
public sealed record WorkspaceState
{
    public static WorkspaceState Initial { get; } = new();

    public WorkspaceLifecycle Lifecycle { get; init; } = WorkspaceLifecycle.None;

    /// <summary>Null while there is no workspace of the name.</summary>
    public WorkspacePlan? Plan { get; init; }

    /// <summary>A setup script may have run; it is not run a second time.</summary>
    public bool SetupBegun { get; init; }

    /// <summary>The files of the working context, relative to the directory.</summary>
    public IReadOnlyList<string> ContextFiles { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What it becomes again when its removal is refused.</summary>
    public WorkspaceLifecycle ReturnsTo { get; init; } = WorkspaceLifecycle.None;

    /// <summary>It is removed with everything in it.</summary>
    public bool Force { get; init; }

    /// <summary>The key of what is owed, while something is.</summary>
    public string? OwedKey { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
