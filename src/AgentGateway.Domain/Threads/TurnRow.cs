using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A turn and how it stands; the key is <see cref="Id"/>. The row outlives the turn, so that any turn can be asked about.</summary>
/// <param name="Reply">The message that it ended with, if it completed with one.</param>
/// <param name="Triggers">The messages that it answers.</param>
/// <param name="Parent">The turn that it advises, contributes to or revises.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
public sealed record TurnRow(
    TurnId Id,
    ThreadId Thread,
    AgentId Agent,
    TurnKind Kind,
    TurnStatus Status,
    IReadOnlyList<MessageId> Triggers,
    TurnId? Parent,
    MessageId? Reply,
    Failure? Failure,
    TokenUsage Usage,
    DateTimeOffset QueuedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? Deadline) : ReadRow
{
    public override string Key => Id.Value;
}
