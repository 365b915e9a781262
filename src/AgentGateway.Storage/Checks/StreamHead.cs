using AgentGateway.Domain.Ids;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Checks;

/// <summary>What the table of streams says about one of them.</summary>
internal sealed record StreamHead(
    long Number, StreamId Id, long Version, byte[] Hash, int SnapshotVersion, DateTimeOffset? DueAt, byte[] State)
{
    private const string Columns = "number, id, version, hash, snapshot_version, due_at, state";

    /// <summary>False: the row does not have the digest that was stored with it.</summary>
    public required bool HasItsSeal { get; init; }

    /// <param name="hasSeals">Whether the schema knows seals; an older one, which is only looked at, does not.</param>
    public static string Select(bool hasSeals) =>
        $"SELECT {Columns}, {(hasSeals ? "seal" : "NULL")} FROM stream ORDER BY number";

    public static StreamHead Read(SqliteStatement record) => new(
        record.Int64(0),
        StreamId.Of(record.Text(1)),
        record.Int64(2),
        record.Bytes(3).ToArray(),
        (int)record.Int64(4),
        Instant.Time(record.Int64OrNull(5)),
        record.Bytes(6).ToArray())
    {
        HasItsSeal = record.IsNull(7)
            || RowSeal.OfStream(
                    record.Text(1), record.Int64(2), record.Int64(4), record.Int64OrNull(5), record.Bytes(6))
                .AsSpan().SequenceEqual(record.Bytes(7)),
    };
}
