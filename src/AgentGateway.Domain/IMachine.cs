namespace AgentGateway.Domain;

/// <summary>
/// The rules of one kind of aggregate, as pure static functions. State holds control data only, at most 64 KiB as JSON;
/// message bodies live in events and read tables.
/// </summary>
public interface IMachine<TState, TCommand>
    where TState : class
{
    /// <summary>The kind of stream that this machine governs; the part of a stream id before the slash.</summary>
    static abstract string Kind { get; }

    /// <summary>
    /// Raised when the meaning of the state changes, so that stored snapshots of another version are folded anew.
    /// </summary>
    static abstract int SnapshotVersion { get; }

    /// <summary>The state before the first event.</summary>
    static abstract TState Initial { get; }

    /// <summary>
    /// The events that the command brings about, or why it is refused. Empty events: accepted, nothing changes.
    /// </summary>
    static abstract Outcome<IReadOnlyList<DomainEvent>> Decide(TState state, TCommand command);

    /// <summary>The next state. Accepts every event that was ever written.</summary>
    static abstract TState Evolve(TState state, RecordedEvent recorded);

    /// <summary>
    /// Whether the state after this event depends on nothing before it, so that what came before may have been erased.
    /// </summary>
    static virtual bool BeginsAnew(DomainEvent happened) => false;

    /// <summary>What is still to be done. The same obligation has the same key at every later version.</summary>
    static abstract IReadOnlyList<Effect> Owed(TState state);

    /// <summary>
    /// The rows of the read tables that this one event changes, between the states around it. Of several rows with the
    /// same key, as an append of several events may give, the last one counts.
    /// </summary>
    static abstract IReadOnlyList<ReadRow> Project(TState before, RecordedEvent recorded, TState after);
}
