using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Threads;

/// <summary>
/// A page of the list of threads. Pinned threads and the others are two ranges of one index, read one after the other,
/// so that a page costs as much at the end of the list as at its beginning.
/// </summary>
internal static class ThreadList
{
    private const string Range = $"""
        SELECT {ThreadRecords.ThreadColumns}, title_folded FROM thread
        WHERE hidden = 0 AND archived = ?1 AND pinned = ?2 AND updated_at <= ?3 AND (updated_at < ?3 OR id > ?4)
        ORDER BY updated_at DESC, id
        """;

    private const int FoldedColumn = 16;

    public static IReadOnlyList<ThreadRow> Read(
        SqliteDatabase database, string? query, bool archived, ThreadListKey? after, int limit)
    {
        var words = Words(query);
        List<ThreadRow> rows = [];
        if (after is null or { Pinned: true })
            Add(database, rows, words, archived, true, after, limit);
        Add(database, rows, words, archived, false, after is { Pinned: false } ? after : null, limit);
        return rows;
    }

    /// <summary>The threads in the list that begin with messages of that one, the newest first.</summary>
    public static IReadOnlyList<ThreadRow> Forks(SqliteDatabase database, ThreadId source, int limit) =>
        database.Prepare($"""
            SELECT {ThreadRecords.ThreadColumns} FROM thread WHERE hidden = 0 AND fork_of = ?1
            ORDER BY updated_at DESC, id LIMIT ?2
            """).Bind(1, source.Value).Bind(2, limit).All(ThreadRecords.Thread);

    /// <summary>The words of a query, as titles are compared with them.</summary>
    public static string[] Words(string? query) =>
        ThreadRecords.Folded(query ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static void Add(
        SqliteDatabase database, List<ThreadRow> rows, string[] words, bool archived, bool pinned,
            ThreadListKey? after, int limit)
    {
        var statement = database.Prepare(Range).Bind(1, archived ? 1 : 0).Bind(2, pinned ? 1 : 0)
            .Bind(3, after is null ? long.MaxValue : Instant.Of(after.UpdatedAt)).Bind(4, after?.Id.Value ?? "");
        while (rows.Count < limit && statement.Step())
        {
            var folded = words.Length == 0 ? "" : statement.Text(FoldedColumn);
            if (words.All(word => folded.Contains(word, StringComparison.Ordinal)))
                rows.Add(ThreadRecords.Thread(statement));
        }

        statement.Reset();
    }
}
