using AgentGateway.Domain.Ids;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Checks;

/// <summary>What the table of streams says about one of them.</summary>
internal sealed record StreamHead(
    long Number, StreamId Id, long Version, byte[] Hash, int SnapshotVersion, DateTimeOffset? DueAt, byte[] State)
{
    public const string Select =
        "SELECT number, id, version, hash, snapshot_version, due_at, state FROM stream ORDER BY number";

    public static StreamHead Read(SqliteStatement record) => new(
        record.Int64(0),
        StreamId.Of(record.Text(1)),
        record.Int64(2),
        record.Bytes(3).ToArray(),
        (int)record.Int64(4),
        Instant.Time(record.Int64OrNull(5)),
        record.Bytes(6).ToArray());
}
