using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A thread as the list shows it; the key is <see cref="Id"/>.</summary>
public sealed record ThreadRow : ReadRow
{
    public ThreadId Id { get; init; }

    public string Title { get; init; } = "";

    public AgentId Owner { get; init; }

    public string? Workspace { get; init; }

    /// <summary>A delegation's thread: readable by id, absent from lists and from search.</summary>
    public bool Hidden { get; init; }

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
