using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Threads;

/// <summary>
/// Messages of a thread by their number in it. The index knows a stream's events by version; the nearest marked
/// messages around the wanted range say between which versions to look.
/// </summary>
internal static class ThreadMessages
{
    private const string Range = $"""
        SELECT {ThreadRecords.MessageColumns} FROM event CROSS JOIN message ON message.number = event.position
        WHERE event.stream = ?1 AND event.version >= ?2 AND event.version <= ?3
          AND event.message_seq > ?4 AND event.message_seq < ?5 AND message.hidden <= ?6
        """;

    public static IReadOnlyList<MessageRow> Read(
        SqliteDatabase database, ThreadId thread, long after, long before, int limit, bool hidden) =>
        Read(database, $"{Range} ORDER BY event.version LIMIT ?7", thread, after, before, limit, hidden);

    public static IReadOnlyList<MessageRow> ReadLast(
        SqliteDatabase database, ThreadId thread, long before, int limit, bool hidden) =>
        [.. Read(
            database, $"{Range} ORDER BY event.version DESC LIMIT ?7", thread, 0, before, limit, hidden).Reverse()];

    private static IReadOnlyList<MessageRow> Read(
        SqliteDatabase database, string sql, ThreadId thread, long after, long before, int limit, bool hidden)
    {
        var name = StreamId.Of(ThreadMachine.Kind, thread.Value).Value;
        if (Number(database.Prepare("SELECT number FROM stream WHERE id = ?1").Bind(1, name)) is not { } stream)
            return [];
        var from = Number(database.Prepare("""
            SELECT version FROM event WHERE stream = ?1 AND message_seq <= ?2 AND message_seq % 64 = 0
            ORDER BY message_seq DESC LIMIT 1
            """).Bind(1, stream).Bind(2, after));
        var to = Number(database.Prepare("""
            SELECT version FROM event WHERE stream = ?1 AND message_seq >= ?2 AND message_seq % 64 = 0
            ORDER BY message_seq LIMIT 1
            """).Bind(1, stream).Bind(2, before));
        var statement = database.Prepare(sql).Bind(1, stream).Bind(2, from ?? 0).Bind(3, to ?? long.MaxValue)
            .Bind(4, after).Bind(5, before).Bind(6, hidden ? 1 : 0).Bind(7, limit);
        var rows = statement.All(ThreadRecords.Message);
        statement.Reset();
        return rows;
    }

    private static long? Number(SqliteStatement statement)
    {
        long? number = statement.Step() ? statement.Int64(0) : null;
        statement.Reset();
        return number;
    }
}
