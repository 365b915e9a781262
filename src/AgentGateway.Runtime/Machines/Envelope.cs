using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Machines;

/// <summary>Who sends a command, when, and in which lane.</summary>
/// <param name="Actor">A principal's name, an agent's id, or <c>daemon</c>; recorded with the events.</param>
/// <param name="Urgent">
/// Outcomes, cancellations and approvals go ahead of other commands and are never refused for want of room.
/// </param>
public readonly record struct Sender(string Actor, DateTimeOffset At, bool Urgent = false);

/// <summary>A key under which the same request is answered the same way for at least 24 hours.</summary>
/// <param name="Digest">Of the whole request: the same key with another digest is a mistake of the caller.</param>
/// <param name="Answer">The answer to keep.</param>
public sealed record IdempotencyRequest<TState>(
    string Principal, string Key, string Digest, Func<Receipt<TState>, string> Answer);

/// <summary>What an accepted command brought about, durable.</summary>
/// <param name="Before">The state that it was decided on.</param>
/// <param name="State">The state after it.</param>
/// <param name="Events">Empty when it changed nothing.</param>
/// <param name="Duplicate">The record of an earlier use of the idempotency key; then nothing else was done.</param>
public sealed record Receipt<TState>(
    StreamId Stream, TState Before, TState State, IReadOnlyList<RecordedEvent> Events, IdempotencyRecord? Duplicate =
        null);

internal sealed class Envelope<TState, TCommand>(
    TCommand command, Sender sender, IdempotencyRequest<TState>? idempotency)
{
    public TCommand Command => command;

    public Sender Sender => sender;

    public IdempotencyRequest<TState>? Idempotency => idempotency;

    /// <summary>How often it was decided on a state that turned out not to be durable.</summary>
    public int Attempts { get; set; }

    public TaskCompletionSource<Outcome<Receipt<TState>>> Answer { get; } = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
}
