using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.InMemory;

/// <summary>
/// What a file is to a SQLite store: it outlives the store that has it open, and the next one goes on with it.
/// </summary>
internal sealed class VolatileMemory
{
    private readonly List<JournalPulse> _pulses = [];
    private readonly TimeProvider _time;
    private long _epoch;

    public VolatileMemory(StreamKinds kinds, IReadOnlyList<ReadTable> tables, TimeProvider time)
    {
        (Kinds, _time) = (kinds, time);
        Tables = new(new TableSet(tables), Gate, time);
        Reads = new(Tables.Reads);
    }

    public Lock Gate { get; } = new();

    public string Id { get; private set; } = JournalMeta.NewId();

    /// <summary>Whether it was moved and what ran in the other place is not settled yet.</summary>
    public bool WasMoved { get; private set; }

    public StreamKinds Kinds { get; }

    public VolatileTables Tables { get; }

    public ReadSet Reads { get; }

    public VolatileOutputIndex OutputIndex { get; } = new();

    public VolatileVectorStore Vectors { get; } = new();

    public Dictionary<StreamId, VolatileStream> Streams { get; } = [];

    public List<StoredEvent> Events { get; } = [];

    public Dictionary<(string Principal, string Key), IdempotencyRecord> Keys { get; } = [];

    /// <summary>Takes an epoch: earlier openings are fenced.</summary>
    public (long Epoch, JournalPulse Pulse) Open()
    {
        lock (Gate)
        {
            var pulse = new JournalPulse();
            pulse.Advance(Events.Count);
            _pulses.Add(pulse);
            return (++_epoch, pulse);
        }
    }

    public void Move()
    {
        lock (Gate) (Id, WasMoved) = (JournalMeta.NewId(), true);
    }

    /// <exception cref="JournalUnavailableException">It was opened again since that epoch was taken.</exception>
    public void SettleMove(long epoch)
    {
        lock (Gate)
        {
            RefuseFenced(epoch);
            WasMoved = false;
        }
    }

    public void Close(JournalPulse pulse)
    {
        lock (Gate) _pulses.Remove(pulse);
        pulse.Close();
    }

    /// <exception cref="JournalUnavailableException">It was opened again since that epoch was taken.</exception>
    public void RefuseFenced(long epoch)
    {
        if (epoch < _epoch) throw Unavailable.Fenced(epoch, _epoch);
    }

    /// <summary>What was answered under that key, unless it is too long ago.</summary>
    public IdempotencyRecord? Find(string principal, string key) =>
        Keys.GetValueOrDefault((principal, key)) is { } record && record.At >= IdempotencyRecords.OldestTime(_time)
            ? record
            : null;

    public AppendResult Append(PreparedAppend append)
    {
        var request = append.Request;
        RefuseFenced(request.Epoch);
        if (request.Idempotency is { } record && Find(record.Principal, record.Key) is { } used)
            return new(AppendStatus.DuplicateKey, 0, used);
        var known = Streams.GetValueOrDefault(request.Stream);
        if ((known?.Positions.Count ?? 0) != request.ExpectedVersion)
            return new(AppendStatus.VersionConflict, 0);

        Tables.Put(append.Rows, Events.Count + 1L);
        var positions = known?.Positions ?? [];
        var hash = known?.Hash ?? VolatileStream.NoHash;
        foreach (var prepared in append.Events)
        {
            hash = prepared.Hash(hash, request.Stream.Value);
            Events.Add(prepared.Stored(Events.Count + 1, request.Stream, hash));
            positions.Add(Events.Count);
        }

        Streams[request.Stream] = new(positions, hash, SnapshotOf(append));
        if (request.Idempotency is { } use)
            Keys[(use.Principal, use.Key)] = use;
        foreach (var pulse in _pulses) pulse.Advance(Events.Count);
        return new(AppendStatus.Appended, Events.Count);
    }

    public bool Erase(StreamId stream, long version)
    {
        if (!Streams.TryGetValue(stream, out var known) || version < 1 || version > known.Positions.Count)
            return false;
        var position = known.Positions[(int)version - 1];
        var stored = Events[(int)position - 1];
        Events[(int)position - 1] = stored with { Payload = null, Seal = stored.Seal with { Salt = null } };
        Tables.Erase(position);
        return true;
    }

    private static StreamSnapshot SnapshotOf(PreparedAppend append)
    {
        var (stream, snapshot) = (append.Request.Stream, append.Request.Snapshot);
        return new(
            stream, append.NewVersion, snapshot.Version, snapshot.State.ToArray(), snapshot.DueAt?.ToUniversalTime());
    }
}
