using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>The columns of events and snapshots, and the way from a record back to them.</summary>
internal static class EventRecords
{
    public const string Columns = """
        event.position, stream.id, event.version, event.at, event.actor, event.type, event.payload,
        event.salt, event.payload_digest, event.hash
        """;

    public const string SnapshotColumns = "id, version, snapshot_version, state, due_at";

    public static StoredEvent Event(SqliteStatement record) => new(
        record.Int64(0),
        StreamId.Of(record.Text(1)),
        record.Int64(2),
        Instant.Time(record.Int64(3)),
        record.Text(4),
        record.Text(5),
        record.TextOrNull(6),
        new(
            record.IsNull(7) ? null : Convert.ToHexStringLower(record.Bytes(7)),
            Convert.ToHexStringLower(record.Bytes(8)),
            Convert.ToHexStringLower(record.Bytes(9))));

    public static StreamSnapshot Snapshot(SqliteStatement record) => new(
        StreamId.Of(record.Text(0)),
        record.Int64(1),
        (int)record.Int64(2),
        record.Bytes(3).ToArray(),
        Instant.Time(record.Int64OrNull(4)));
}
