using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// A turn and how it stands; the key is <see cref="Id"/>. The row outlives the turn, so that any turn can be asked
/// about.
/// </summary>
public sealed record TurnRow : ReadRow
{
    public TurnId Id { get; init; }

    public ThreadId Thread { get; init; }

    public AgentId Agent { get; init; }

    public TurnKind Kind { get; init; }

    public TurnStatus Status { get; init; }

    /// <summary>The messages that it answers.</summary>
    public IReadOnlyList<MessageId> Triggers { get; init; } = [];

    /// <summary>The turn that it advises, contributes to or revises.</summary>
    public TurnId? Parent { get; init; }

    /// <summary>The message that it ended with, if it completed with one.</summary>
    public MessageId? Reply { get; init; }

    public Failure? Failure { get; init; }

    public TokenUsage Usage { get; init; } = TokenUsage.None;

    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it ended; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public override string Key => Id.Value;
}
