using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Threads;

/// <summary>The columns of threads, turns and messages, and the way from a record back to the row.</summary>
internal static class ThreadRecords
{
    public const string ThreadColumns =
        "id, title, owner, workspace, hidden, archived, pinned, created_by, created_at, updated_at, last_seq, fork_of, "
        + "fork_seq, parent, deleted, imported_from";

    public const string MessageColumns =
        "message.thread, message.at, message.searchable, message.text, message.detail, message.edited";

    /// <summary>
    /// Whether a turn or a message has used something of models, as its detail says. Within a text of the detail each
    /// quote has a backslash before it.
    /// </summary>
    public const string HasUsage = "instr(detail, '\"usage\":{\"') > 0";

    public static ThreadRow Thread(SqliteStatement record) => new()
    {
        Id = ThreadId.Of(record.Text(0)),
        Title = record.Text(1),
        Owner = AgentId.Of(record.Text(2)),
        Workspace = record.TextOrNull(3),
        Hidden = record.Int64(4) != 0,
        Archived = record.Int64(5) != 0,
        Pinned = record.Int64(6) != 0,
        CreatedBy = record.Text(7),
        CreatedAt = Instant.Time(record.Int64(8)),
        UpdatedAt = Instant.Time(record.Int64(9)),
        LastSeq = record.Int64(10),
        ForkOf = record.TextOrNull(11) is { } source ? ThreadId.Of(source) : null,
        ForkSeq = record.Int64(12),
        Parent = record.TextOrNull(13) is { } parent ? ThreadId.Of(parent) : null,
        Deleted = record.Int64(14) != 0,
        ImportedFrom = record.TextOrNull(15),
    };

    public static MessageRow Message(SqliteStatement record) => new(
        ThreadId.Of(record.Text(0)),
        Instant.Time(record.Int64(1)),
        Message(record.Bytes(4), record.Text(3)),
        record.Int64(2) != 0)
    {
        IsEdited = record.Int64(5) != 0,
    };

    /// <summary>
    /// What of a message is stored as JSON. Its text is a column of its own, for the full-text index.
    /// </summary>
    public static byte[] Detail(Message message) =>
        JsonSerializer.SerializeToUtf8Bytes(message with { Text = "" }, ThreadJson.Plain.Message);

    public static byte[] Detail(TurnRow turn) => JsonSerializer.SerializeToUtf8Bytes(turn, ThreadJson.Plain.TurnRow);

    public static Message Message(ReadOnlySpan<byte> detail, string text) =>
        StoredDetail.Read(detail, ThreadJson.Plain.Message) with { Text = text };

    public static TurnRow Turn(ReadOnlySpan<byte> detail) => StoredDetail.Read(detail, ThreadJson.Plain.TurnRow);

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
