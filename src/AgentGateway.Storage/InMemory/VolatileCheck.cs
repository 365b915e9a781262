using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Checks;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.InMemory;

/// <summary>
/// The twin of the check of a database: chains, snapshots and rows against the events. Runs under the gate.
/// </summary>
internal sealed class VolatileCheck(VolatileMemory memory)
{
    private readonly Findings _findings = new();

    public JournalReport Run(CancellationToken cancellationToken)
    {
        foreach (var stream in memory.Streams.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _findings.Streams++;
            Check(stream);
        }

        return _findings.Report();
    }

    private void Check(VolatileStream stream)
    {
        var snapshot = stream.Snapshot;
        var events = stream.Positions.Select(position => memory.Events[(int)position - 1]).ToArray();
        CheckChain(events);
        if (events.Any(stored => stored.Payload is null)) _findings.Skip("erased payload");
        else if (memory.Kinds.Find(snapshot.Stream.Kind) is not { } kind)
            _findings.Skip($"unknown kind {snapshot.Stream.Kind}");
        else if (kind.SnapshotVersion != snapshot.SnapshotVersion) _findings.Skip("snapshot of another version");
        else CheckState(snapshot, events, kind.Fold());
    }

    private void CheckChain(StoredEvent[] events)
    {
        var before = VolatileStream.NoHash;
        foreach (var stored in events)
        {
            _findings.Events++;
            if (stored.Payload is null) _findings.Erased++;
            before = EventChain.Hash(
                before, stored.Stream.Value, stored.Version, Instant.Of(stored.At), stored.Actor, stored.Type,
                Convert.FromHexString(stored.Seal.PayloadDigest));
            if (Convert.ToHexStringLower(before) != stored.Seal.Hash)
                _findings.Wrong("the chain is broken", stored.Stream, stored.Version, stored.Position);
        }
    }

    private void CheckState(StreamSnapshot snapshot, StoredEvent[] events, StreamFold fold)
    {
        var rows = new Dictionary<(Type, string), (ReadRow Row, long Position)>();
        foreach (var stored in events)
        {
            var happened = memory.Kinds.Read(stored.Type, Encoding.UTF8.GetBytes(stored.Payload!));
            foreach (var row in fold.Apply(new(stored.Stream, stored.Version, stored.At, stored.Actor, happened)))
                rows[(row.GetType(), row.Key)] = (row, stored.Position);
        }

        var last = events[^1];
        if (!JsonNode.DeepEquals(fold.State(), JsonNode.Parse(snapshot.State.Span)))
            _findings.Wrong("the snapshot is not what the events give", snapshot.Stream, last.Version, last.Position);
        if (fold.DueAt?.UtcTicks != snapshot.DueAt?.UtcTicks)
            _findings.Wrong("the stream is not due when its events say", snapshot.Stream, last.Version, last.Position);
        foreach (var (row, position) in rows.Values)
        {
            if (!memory.Tables.Has(row, position))
                _findings.Wrong(
                    $"row {row.Key} of {row.GetType().Name} is not what the events give", snapshot.Stream,
                        last.Version, position);
        }
    }
}
