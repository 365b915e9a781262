using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage.InMemory;

/// <summary>The journal's twin in memory: the same promises but for durability.</summary>
internal sealed class VolatileJournal : IJournal
{
    private readonly VolatileMemory _memory;
    private readonly JournalPulse _pulse;
    private bool _closed;

    public VolatileJournal(VolatileMemory memory)
    {
        _memory = memory;
        (Epoch, _pulse) = memory.Open();
    }

    public string Id => _memory.Id;

    public long Epoch { get; }

    public long LastPosition => _pulse.Position;

    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<AppendResult>(cancellationToken);
        try
        {
            var append = PreparedAppend.Of(request, _memory.Kinds, _memory.Tables.Set);
            lock (_memory.Gate)
                return _closed ? throw Unavailable.Closed() : new(_memory.Append(append));
        }
        catch (Exception failure)
        {
            return ValueTask.FromException<AppendResult>(failure);
        }
    }

    /// <inheritdoc cref="IStore.EraseAsync"/>
    public bool Erase(StreamId stream, long version)
    {
        lock (_memory.Gate)
        {
            _memory.RefuseFenced(Epoch);
            return _memory.Erase(stream, version);
        }
    }

    /// <inheritdoc cref="IStore.SettleMoveAsync"/>
    public void SettleMove() => _memory.SettleMove(Epoch);

    public ValueTask<StreamSnapshot?> LoadAsync(StreamId stream, CancellationToken cancellationToken) =>
        Read(() => _memory.Streams.GetValueOrDefault(stream)?.Snapshot, cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        StreamId stream, long afterVersion, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StoredEvent>>(
            () => [.. (_memory.Streams.GetValueOrDefault(stream)?.Positions ?? []).Skip((int)afterVersion)
                .Take(limit)
                .Select(At)],
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StoredEvent>>(
            () => [.. _memory.Events.Skip((int)afterPosition).Take(limit)], cancellationToken);

    public ValueTask<IReadOnlyList<StreamId>> DueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StreamId>>(
            () =>
            [
                .. _memory.Streams.Values.Select(stream => stream.Snapshot).Where(snapshot => snapshot.DueAt <= until)
                    .OrderBy(snapshot => snapshot.DueAt)
                    .ThenBy(snapshot => snapshot.Stream.Value, StringComparer.Ordinal)
                    .Take(limit).Select(snapshot => snapshot.Stream),
            ],
            cancellationToken);

    public ValueTask<IReadOnlyList<StreamSnapshot>> LoadKindAsync(string kind, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StreamSnapshot>>(
            () =>
            [
                .. _memory.Streams.Values.Select(stream => stream.Snapshot)
                .Where(snapshot => snapshot.Stream.Kind == kind)
                    .OrderBy(snapshot => snapshot.Stream.Value, StringComparer.Ordinal),
            ],
            cancellationToken);

    public ValueTask<IdempotencyRecord?> FindIdempotencyAsync(
        string principal, string key, CancellationToken cancellationToken) =>
        Read(() => _memory.Find(principal, key), cancellationToken);

    public Task WaitPastAsync(long position, CancellationToken cancellationToken) =>
        _pulse.WaitPastAsync(position, cancellationToken);

    public ValueTask DisposeAsync()
    {
        lock (_memory.Gate)
            _closed = true;
        _memory.Close(_pulse);
        return ValueTask.CompletedTask;
    }

    private StoredEvent At(long position) => _memory.Events[(int)position - 1];

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_memory.Gate)
            return _closed ? ValueTask.FromException<T>(Unavailable.Closed()) : new(read());
    }
}
