using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// How long a key is known, and how its record is found. Older records are as good as absent, and removed when the
/// writer is idle.
/// </summary>
internal static class IdempotencyRecords
{
    public const int KeptHours = 24;

    /// <summary>Parameters: principal, key, oldest time that still counts.</summary>
    public const string Find =
        "SELECT principal, key, digest, answer, at FROM idempotency WHERE principal = ?1 AND key = ?2 AND at >= ?3";

    public static long Oldest(TimeProvider time) => Instant.Of(OldestTime(time));

    public static DateTimeOffset OldestTime(TimeProvider time) => time.GetUtcNow().AddHours(-KeptHours);

    public static IdempotencyRecord Read(SqliteStatement record) =>
        new(record.Text(0), record.Text(1), record.Text(2), record.Text(3), Instant.Time(record.Int64(4)));
}
