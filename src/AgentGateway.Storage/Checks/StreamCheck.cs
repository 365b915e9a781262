using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Checks;

/// <summary>
/// Checks one stream: its chain event by event, then its snapshot and rows against a fold of its events.
/// </summary>
internal sealed class StreamCheck(
    SqliteDatabase database, StreamHead head, StreamKinds kinds, TableSet tables, Findings findings)
{
    private readonly RowCheck _rows = new(database, tables, head.Id, findings);
    private StreamFold? _fold;

    /// <summary>The tables are as an older program left them, so that its rows cannot be compared.</summary>
    public required bool HasOlderRows { get; init; }

    private bool _isErased;

    public void Run(CancellationToken cancellationToken)
    {
        ChooseFold();
        var last = CheckEvents(cancellationToken);
        if (last.Version == 0)
            findings.Wrong("the stream has no events", head.Id);
        else if (last.Version != head.Version)
            findings.Wrong(
                $"the stream's head says version {head.Version}, its events end at {last.Version}",
                head.Id, last.Version, last.Position);
        else if (!last.Hash.AsSpan().SequenceEqual(head.Hash))
            findings.Wrong(
                "the hash at the stream's head is not that of its last event", head.Id, last.Version, last.Position);
        if (_isErased)
            findings.Skip("erased payload");
        else if (_fold is not null && last.Version > 0)
            CheckState(_fold, last);
        if (!head.HasItsSeal)
            findings.Wrong(
                "the stream's row was changed: it does not have its seal", head.Id, last.Version, last.Position);
    }

    private void ChooseFold()
    {
        if (kinds.Find(head.Id.Kind) is not { } kind)
            findings.Skip($"unknown kind {head.Id.Kind}");
        else if (kind.SnapshotVersion != head.SnapshotVersion)
            findings.Skip("snapshot of another version");
        else if (HasOlderRows)
            findings.Skip("rows of an older version");
        else
            _fold = kind.Fold();
    }

    private Link CheckEvents(CancellationToken cancellationToken)
    {
        var statement = database.Prepare("""
            SELECT position, version, at, actor, type, payload, salt, payload_digest, hash, message_seq
            FROM event WHERE stream = ?1 ORDER BY version
            """).Bind(1, head.Number);
        var last = new Link(0, 0, EventChain.Origin.ToArray());
        while (statement.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings.Events++;
            last = CheckEvent(statement, last);
        }

        statement.Reset();
        return last;
    }

    private Link CheckEvent(SqliteStatement record, Link last)
    {
        var (position, version) = (record.Int64(0), record.Int64(1));
        var (at, actor, type) = (record.Int64(2), record.Text(3), record.Text(4));
        var digest = record.Bytes(7);
        var hash = record.Bytes(8).ToArray();
        if (version != last.Version + 1)
            Wrong($"the event follows version {last.Version}: those between are missing");
        if (position <= last.Position)
            Wrong("the event stands before the one that it follows");
        if (record.IsNull(5))
        {
            _isErased = true;
            findings.Erased++;
        }
        else if (!EventChain.PayloadDigest(record.Bytes(6), record.Bytes(5)).AsSpan().SequenceEqual(digest))
        {
            Wrong("the payload was changed: it does not have its digest");
        }

        if (!EventChain.Hash(last.Hash, head.Id.Value, version, at, actor, type, digest).AsSpan().SequenceEqual(hash))
            Wrong("the chain is broken: the hash is not that of the header, the digest and the event before");
        if (!_isErased && _fold is not null)
            Fold(new(position, version, at, actor, type, record.Bytes(5).ToArray(), record.Int64OrNull(9)));
        return new(position, version, hash);

        void Wrong(string what) => findings.Wrong(what, head.Id, version, position);
    }

    private void Fold(StoredPayload stored)
    {
        try
        {
            var happened = kinds.Read(stored.Type, stored.Payload);
            var recorded = new RecordedEvent(head.Id, stored.Version, Instant.Time(stored.At), stored.Actor, happened);
            _rows.Expect(_fold!.Apply(recorded), new(stored.Version, stored.Position, stored.MessageSeq));
        }
        catch (Exception failure) when (failure is not (SqliteFailure or OperationCanceledException))
        {
            _fold = null;
            findings.Wrong($"the event cannot be applied: {failure.Message}", head.Id, stored.Version, stored.Position);
        }
    }

    private void CheckState(StreamFold fold, Link last)
    {
        if (!JsonNode.DeepEquals(fold.State(), Parsed(head.State)))
            findings.Wrong("the snapshot is not what the events give", head.Id, last.Version, last.Position);
        if (fold.DueAt?.UtcTicks != head.DueAt?.UtcTicks)
            findings.Wrong(
                $"the stream is due at {head.DueAt:O}, by its events at {fold.DueAt:O}", head.Id, last.Version,
                    last.Position);
        _rows.Compare(new(last.Version, last.Position, null));
    }

    private static JsonNode? Parsed(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private readonly record struct Link(long Position, long Version, byte[] Hash);

    private readonly record struct StoredPayload(
        long Position, long Version, long At, string Actor, string Type, byte[] Payload, long? MessageSeq);
}
