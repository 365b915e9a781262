using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage.InMemory;

/// <summary>The journal's twin in memory: the same promises but for durability.</summary>
internal sealed class VolatileJournal(StreamKinds kinds, VolatileTables tables, TimeProvider time) : IJournal
{
    private readonly Dictionary<StreamId, VolatileStream> _streams = [];
    private readonly List<StoredEvent> _events = [];
    private readonly Dictionary<(string Principal, string Key), IdempotencyRecord> _keys = [];
    private readonly JournalPulse _pulse = new();
    private bool _closed;

    public string Id { get; } = JournalMeta.NewId();

    public long LastPosition => _pulse.Position;

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        try
        {
            var append = PreparedAppend.Of(request, kinds);
            lock (tables.Gate)
                return _closed ? throw Unavailable.Closed() : new(Append(append));
        }
        catch (Exception failure)
        {
            return ValueTask.FromException<AppendResult>(failure);
        }
    }

    /// <inheritdoc cref="SqliteStore.EraseAsync"/>
    public bool Erase(StreamId stream, long version)
    {
        lock (tables.Gate)
        {
            if (!_streams.TryGetValue(stream, out var known) || version < 1 || version > known.Positions.Count)
                return false;
            var position = known.Positions[(int)version - 1];
            _events[(int)position - 1] = _events[(int)position - 1] with { Payload = null, Salt = null };
            tables.EraseMessage(position);
            return true;
        }
    }

    public ValueTask<StreamSnapshot?> LoadAsync(StreamId stream, CancellationToken cancellationToken) =>
        Read(() => _streams.GetValueOrDefault(stream)?.Snapshot, cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        StreamId stream, long afterVersion, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StoredEvent>>(
            () => [.. (_streams.GetValueOrDefault(stream)?.Positions ?? []).Skip((int)afterVersion).Take(limit).Select(At)],
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StoredEvent>>(() => [.. _events.Skip((int)afterPosition).Take(limit)], cancellationToken);

    public ValueTask<IReadOnlyList<StreamId>> DueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StreamId>>(
            () =>
            [
                .. _streams.Values.Select(stream => stream.Snapshot).Where(snapshot => snapshot.DueAt <= until)
                    .OrderBy(snapshot => snapshot.DueAt).ThenBy(snapshot => snapshot.Stream.Value, StringComparer.Ordinal)
                    .Take(limit).Select(snapshot => snapshot.Stream),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<StreamSnapshot>> LoadKindAsync(string kind, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StreamSnapshot>>(
            () =>
            [
                .. _streams.Values.Select(stream => stream.Snapshot).Where(snapshot => snapshot.Stream.Kind == kind)
                    .OrderBy(snapshot => snapshot.Stream.Value, StringComparer.Ordinal),
            ],
            cancellationToken);

    public ValueTask<IdempotencyRecord?> FindIdempotencyAsync(string principal, string key, CancellationToken cancellationToken) =>
        Read(() => Find(principal, key), cancellationToken);

    public Task WaitPastAsync(long position, CancellationToken cancellationToken) => _pulse.WaitPastAsync(position, cancellationToken);

    public ValueTask DisposeAsync()
    {
        lock (tables.Gate)
            _closed = true;
        _pulse.Close();
        return ValueTask.CompletedTask;
    }

    private AppendResult Append(PreparedAppend append)
    {
        var request = append.Request;
        if (request.Idempotency is { } record && Find(record.Principal, record.Key) is { } used)
            return new(AppendStatus.DuplicateKey, 0, used);
        var stream = _streams.GetValueOrDefault(request.Stream) ?? new();
        if (stream.Positions.Count != request.ExpectedVersion)
            return new(AppendStatus.VersionConflict, 0);

        var first = _events.Count + 1L;
        tables.Put(append.Rows, first);
        foreach (var prepared in append.Events)
            Add(stream, prepared, request.Stream);
        stream.Snapshot = new(request.Stream, append.NewVersion, request.SnapshotVersion, request.State.ToArray(), request.DueAt?.ToUniversalTime());
        _streams[request.Stream] = stream;
        if (request.Idempotency is { } use)
            _keys[(use.Principal, use.Key)] = use;
        _pulse.Advance(_events.Count);
        return new(AppendStatus.Appended, _events.Count);
    }

    private void Add(VolatileStream stream, PreparedEvent prepared, StreamId id)
    {
        stream.Hash = prepared.Hash(stream.Hash, id.Value);
        _events.Add(prepared.Stored(_events.Count + 1, id, stream.Hash));
        stream.Positions.Add(_events.Count);
    }

    private IdempotencyRecord? Find(string principal, string key) =>
        _keys.GetValueOrDefault((principal, key)) is { } record && record.At >= IdempotencyRecords.OldestTime(time) ? record : null;

    private StoredEvent At(long position) => _events[(int)position - 1];

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (tables.Gate)
            return _closed ? ValueTask.FromException<T>(Unavailable.Closed()) : new(read());
    }
}
