using System.Text.Json;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Threads;

/// <summary>
/// Gives <see cref="UsedColumn"/> to the turns and messages that were stored without it. A row that cannot be read stays
/// without, because a start must not fail for it; <c>agw journal verify</c> names it.
/// </summary>
internal static class UsedColumnFill
{
    /// <summary>So many rows are in memory at once.</summary>
    private const int BatchRows = 5_000;

    private const string Turns =
        $"SELECT id, detail FROM turn WHERE id > ?1 AND {ThreadRecords.HasUsage} ORDER BY id LIMIT ?2";

    private const string Messages =
        $"SELECT number, detail FROM message WHERE number > ?1 AND {ThreadRecords.HasUsage} ORDER BY number LIMIT ?2";

    public static void Run(SqliteDatabase database)
    {
        Fill(
            (database.Prepare(Turns), database.Prepare("UPDATE turn SET used = ?2 WHERE id = ?1")),
            "",
            static (statement, id) => statement.Bind(1, id),
            static record => (
                record.Text(0), UsedOrNull(record, static detail => UsedColumn.Of(ThreadRecords.Turn(detail)))));
        Fill(
            (database.Prepare(Messages), database.Prepare("UPDATE message SET used = ?2 WHERE number = ?1")),
            0L,
            static (statement, number) => statement.Bind(1, number),
            static record => (
                record.Int64(0), UsedOrNull(record, static detail => UsedColumn.Of(ThreadRecords.Message(detail, "")))));
    }

    private static void Fill<TKey>(
        (SqliteStatement Select, SqliteStatement Update) statements,
        TKey first,
        Func<SqliteStatement, TKey, SqliteStatement> bindKey,
        Func<SqliteStatement, (TKey Key, byte[]? Used)> read)
    {
        var last = first;
        IReadOnlyList<(TKey Key, byte[]? Used)> rows;
        do
        {
            rows = bindKey(statements.Select, last).Bind(2, BatchRows).All(read);
            statements.Select.Reset();
            foreach (var (key, used) in rows)
            {
                bindKey(statements.Update, key).BindTextOrNull(2, used).Run();
                last = key;
            }
        }
        while (rows.Count == BatchRows);
    }

    private static byte[]? UsedOrNull(SqliteStatement record, Func<ReadOnlySpan<byte>, byte[]?> used)
    {
        try
        {
            return used(record.Bytes(1));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
