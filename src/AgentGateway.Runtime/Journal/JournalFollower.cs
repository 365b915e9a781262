namespace AgentGateway.Runtime.Journal;

/// <summary>
/// Follows the journal: a position in, events out, oldest first and without a gap. There is no queue: a follower that
/// is slow reads on from its position, and one that was away, also over a restart, from the cursor that it kept.
/// Other followers are not affected. Events are given again until <see cref="Advance"/> has passed them, so that
/// an event whose handling failed is not lost. Not safe for concurrent use.
/// </summary>
/// <param name="after">The position of the last event that need not be given.</param>
public sealed class JournalFollower(IJournal journal, long after)
{
    /// <summary>How many events are read at once. Fewer than that are all that there were.</summary>
    public const int EventsPerRead = 512;

    public long Position { get; private set; } = after;

    /// <summary>From where a follower goes on that has handled what was advanced over.</summary>
    public Cursor Cursor => Cursor.Of(journal, Position);

    /// <summary>From now on, without what was before.</summary>
    public static JournalFollower FromNow(IJournal journal) => new(journal, journal.LastPosition);

    /// <summary>Completes when there is something to read.</summary>
    /// <exception cref="JournalUnavailableException">The journal can no longer be read.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => journal.WaitPastAsync(Position, cancellationToken);

    /// <summary>The next events that are there already; none where there are none.</summary>
    /// <exception cref="JournalUnavailableException">The journal can no longer be read.</exception>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(CancellationToken cancellationToken) =>
        journal.ReadAllAsync(Position, EventsPerRead, cancellationToken);

    /// <summary>These have been handled; what comes next is read from behind them.</summary>
    public void Advance(IReadOnlyList<StoredEvent> handled)
    {
        if (handled.Count > 0) Position = handled[^1].Position;
    }
}
