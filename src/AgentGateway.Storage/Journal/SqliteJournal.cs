using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// The journal in one SQLite file. Writing goes through the writer's queue; reading through connections of its own.
/// </summary>
internal sealed class SqliteJournal(
    JournalHead opened,
    StreamKinds kinds,
    TableSet tables,
    JournalWriter writer,
    ReadPool reads,
    JournalPulse pulse,
    TimeProvider time) : IJournal
{
    private string _id = opened.Id;

    public string Id => Volatile.Read(ref _id);

    public long Epoch => opened.Epoch;

    public long LastPosition => pulse.Position;

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        AppendWork work;
        try
        {
            work = new(PreparedAppend.Of(request, kinds, tables));
        }
        catch (Exception bug)
        {
            return ValueTask.FromException<AppendResult>(bug);
        }

        return writer.WriteAsync(work, cancellationToken);
    }

    /// <inheritdoc cref="IStore.EraseAsync"/>
    public ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken) =>
        writer.WriteAsync(new EraseWork(stream, version, Epoch), cancellationToken);

    /// <inheritdoc cref="SqliteStore.RenewIdAsync"/>
    public async Task RenewIdAsync(CancellationToken cancellationToken) =>
        Volatile.Write(
            ref _id, await writer.RenewIdAsync(Epoch, cancellationToken));

    /// <inheritdoc cref="IStore.SettleMoveAsync"/>
    public async Task SettleMoveAsync(CancellationToken cancellationToken) =>
        await writer.WriteAsync(new SettleMoveWork(Epoch), cancellationToken);

    public ValueTask<StreamSnapshot?> LoadAsync(StreamId stream, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            stream.Value,
            static (database, stream) => database.Prepare(
                $"SELECT {EventRecords.SnapshotColumns} FROM stream WHERE id = ?1")
                .Bind(1, stream).First(EventRecords.Snapshot),
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        StreamId stream, long afterVersion, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (stream.Value, afterVersion, limit),
            static (database, from) => database.Prepare($"""
                SELECT {EventRecords.Columns} FROM stream JOIN event ON event.stream = stream.number
                WHERE stream.id = ?1 AND event.version > ?2 ORDER BY event.version LIMIT ?3
                """).Bind(1, from.Value).Bind(2, from.afterVersion).Bind(3, from.limit).All(EventRecords.Event),
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (afterPosition, limit),
            static (database, from) => database.Prepare($"""
                SELECT {EventRecords.Columns} FROM event CROSS JOIN stream ON stream.number = event.stream
                WHERE event.position > ?1 ORDER BY event.position LIMIT ?2
                """).Bind(1, from.afterPosition).Bind(2, from.limit).All(EventRecords.Event),
            cancellationToken);

    public ValueTask<IReadOnlyList<StreamId>> DueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (until, limit),
            static (database, due) => database.Prepare(
                "SELECT id FROM stream WHERE due_at <= ?1 ORDER BY due_at, id LIMIT ?2")
                .Bind(1, Instant.Of(due.until)).Bind(2, due.limit).All(static record => StreamId.Of(record.Text(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<StreamSnapshot>> LoadKindAsync(string kind, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            kind,
            static (database, kind) => database.Prepare($"""
                SELECT {EventRecords.SnapshotColumns} FROM stream WHERE id >= ?1 AND id < ?2 ORDER BY id
                """).Bind(1, kind + '/').Bind(2, kind + (char)('/' + 1)).All(EventRecords.Snapshot),
            cancellationToken);

    public ValueTask<IdempotencyRecord?> FindIdempotencyAsync(
        string principal, string key, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (principal, key, Oldest: IdempotencyRecords.Oldest(time)),
            static (database, use) => database.Prepare(IdempotencyRecords.Find)
                .Bind(1, use.principal).Bind(2, use.key).Bind(3, use.Oldest).First(IdempotencyRecords.Read),
            cancellationToken);

    public Task WaitPastAsync(long position, CancellationToken cancellationToken) =>
        pulse.WaitPastAsync(position, cancellationToken);

    /// <summary>
    /// Writes what was accepted, then refuses everything. The writer's connection is closed last, because the log can
    /// be emptied only when no reader is left.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await writer.EndAsync();
        await reads.DisposeAsync();
        writer.Dispose();
    }
}
