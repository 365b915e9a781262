using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A thread as the list shows it; the key is <see cref="Id"/>.</summary>
/// <param name="LastSeq">The sequence number of its newest message; 0 before the first.</param>
/// <param name="ForkOf">The thread whose messages up to <paramref name="ForkSeq"/> come before its own.</param>
/// <param name="Parent">The thread that a hidden thread was delegated from.</param>
/// <param name="Hidden">A delegation's thread: readable by id, absent from lists and from search.</param>
public sealed record ThreadRow(
    ThreadId Id,
    string Title,
    AgentId Owner,
    string? Workspace,
    bool Hidden,
    bool Archived,
    bool Pinned,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long LastSeq,
    ThreadId? ForkOf,
    long ForkSeq,
    ThreadId? Parent) : ReadRow
{
    public override string Key => Id.Value;
}
