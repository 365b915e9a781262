using System.Diagnostics;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Threads;

/// <summary>The columns of threads, turns and messages, and the way from a record back to the row.</summary>
internal static class ThreadRecords
{
    public const string ThreadColumns =
        "id, title, owner, workspace, hidden, archived, pinned, created_by, created_at, updated_at, last_seq, fork_of, fork_seq, parent";

    public const string MessageColumns = "message.thread, message.at, message.searchable, message.text, message.detail";

    public static ThreadRow Thread(SqliteStatement record) => new(
        ThreadId.Of(record.Text(0)),
        record.Text(1),
        AgentId.Of(record.Text(2)),
        record.TextOrNull(3),
        record.Int64(4) != 0,
        record.Int64(5) != 0,
        record.Int64(6) != 0,
        record.Text(7),
        Instant.Time(record.Int64(8)),
        Instant.Time(record.Int64(9)),
        record.Int64(10),
        record.TextOrNull(11) is { } source ? ThreadId.Of(source) : null,
        record.Int64(12),
        record.TextOrNull(13) is { } parent ? ThreadId.Of(parent) : null);

    public static MessageRow Message(SqliteStatement record) => new(
        ThreadId.Of(record.Text(0)),
        Instant.Time(record.Int64(1)),
        RowJson.Message(record.Bytes(4), record.Text(3)),
        record.Int64(2) != 0);

    public static string Name(TurnStatus status) => status switch
    {
        TurnStatus.Queued => "queued",
        TurnStatus.Running => "running",
        TurnStatus.Waiting => "waiting",
        TurnStatus.Completed => "completed",
        TurnStatus.Failed => "failed",
        TurnStatus.Cancelled => "cancelled",
        TurnStatus.Interrupted => "interrupted",
        _ => throw new UnreachableException(),
    };

    /// <summary>What titles are compared by; SQLite itself knows the letter cases of ASCII only.</summary>
    public static string Folded(string title) => title.ToLowerInvariant();
}
