using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// Everything durable is written here. Order is kept per stream; positions over all streams become visible in
/// order and are safe to resume from. Every implementation passes the same contract suite.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Names this journal; a restored or another journal has another id. Part of every cursor.</summary>
    string Id { get; }

    /// <summary>
    /// The fencing epoch that this store took when it was opened for writing: durable, and one higher than that of the
    /// opening before. It goes with every append, so that a writer that was replaced without noticing cannot write any
    /// more.
    /// </summary>
    long Epoch { get; }

    /// <summary>The position of the newest visible event; 0 when there is none.</summary>
    long LastPosition { get; }

    /// <summary>
    /// Appends the events of one stream, its snapshot, its rows and its idempotency record in one transaction, and
    /// completes when all of it is durable. Appends of one stream commit in the order in which this method was called,
    /// so a caller may have several under way: when one of them fails, those behind it fail with
    /// <see cref="AppendStatus.VersionConflict"/>.
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// Nothing was written: the disk is full, the database damaged, the daemon stops, or another one has opened the
    /// store for writing since (<c>writer_fenced</c>).
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The request contradicts itself, or the store keeps no such events or rows.
    /// </exception>
    ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken);

    /// <summary>The stream's latest snapshot, or null when the stream does not exist.</summary>
    ValueTask<StreamSnapshot?> LoadAsync(StreamId stream, CancellationToken cancellationToken);

    /// <summary>Events of one stream after that version, oldest first, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        StreamId stream, long afterVersion, int limit, CancellationToken cancellationToken);

    /// <summary>Events of all streams after that position, oldest first, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>Streams whose snapshot is due at that time or earlier, the most overdue first.</summary>
    ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>The snapshots of all streams of one kind, by id.</summary>
    ValueTask<IReadOnlyList<StreamSnapshot>> LoadKindAsync(string kind, CancellationToken cancellationToken);

    /// <summary>What was answered under that key within the last 24 hours, or null.</summary>
    ValueTask<IdempotencyRecord?> FindIdempotencyAsync(
        string principal, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when <see cref="LastPosition"/> has passed <paramref name="position"/>. It only wakes the caller
    /// and delivers nothing: read the events afterwards.
    /// </summary>
    Task WaitPastAsync(long position, CancellationToken cancellationToken);
}
