using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A thread as the list shows it; the key is <see cref="Id"/>.</summary>
public sealed record ThreadRow : ReadRow
{
    public ThreadId Id { get; init; }

    public string Title { get; init; } = "";

    public AgentId Owner { get; init; }

    public string? Workspace { get; init; }

    /// <summary>
    /// Absent from lists and from search: a delegation's thread, which is readable by its id, and one that was deleted.
    /// </summary>
    public bool Hidden { get; init; }

    /// <summary>It was deleted, and its id is kept so that it never comes back.</summary>
    public bool Deleted { get; init; }

    /// <summary>The program whose conversation it is a copy of; null for a thread of the gateway.</summary>
    public string? ImportedFrom { get; init; }

    public bool Archived { get; init; }

    public bool Pinned { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The sequence number of its newest message; 0 before the first.</summary>
    public long LastSeq { get; init; }

    /// <summary>The thread whose messages up to <see cref="ForkSeq"/> come before its own.</summary>
    public ThreadId? ForkOf { get; init; }

    public long ForkSeq { get; init; }

    /// <summary>The thread that a hidden thread was delegated from.</summary>
    public ThreadId? Parent { get; init; }

    public override string Key => Id.Value;
}
