using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Threads;

/// <summary>Queries over the tables of threads. Each sees one snapshot.</summary>
internal sealed class SqliteThreadReads(ReadPool reads, SqliteSearch search) : IThreadReads
{
    public ValueTask<ThreadRow?> ThreadAsync(ThreadId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare($"SELECT {ThreadRecords.ThreadColumns} FROM thread WHERE id = ?1")
                .Bind(1, id).First(ThreadRecords.Thread),
            cancellationToken);

    public ValueTask<IReadOnlyList<ThreadRow>> ThreadsAsync(
        string? query, bool archived, ThreadListKey? after, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (Query: query, Archived: archived, After: after, Limit: limit),
            static (database, page) => ThreadList.Read(database, page.Query, page.Archived, page.After, page.Limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> MessagesAsync(
        ThreadId thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (thread, after, before, limit, hidden),
            static (database, page) => database.Prepare($"""
                SELECT {ThreadRecords.MessageColumns} FROM message
                WHERE thread = ?1 AND seq > ?2 AND seq < ?3 AND hidden <= ?4 ORDER BY seq LIMIT ?5
                """).Bind(1, page.thread.Value).Bind(2, page.after).Bind(3, page.before).Bind(4, page.hidden ? 1 : 0).Bind(5, page.limit)
                .All(ThreadRecords.Message),
            cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> LastMessagesAsync(
        ThreadId thread, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (thread, before, limit, hidden),
            static (database, page) =>
            {
                var rows = database.Prepare($"""
                    SELECT {ThreadRecords.MessageColumns} FROM message
                    WHERE thread = ?1 AND seq < ?2 AND hidden <= ?3 ORDER BY seq DESC LIMIT ?4
                    """).Bind(1, page.thread.Value).Bind(2, page.before).Bind(3, page.hidden ? 1 : 0).Bind(4, page.limit)
                    .All(ThreadRecords.Message);
                return (IReadOnlyList<MessageRow>)[.. rows.Reverse()];
            },
            cancellationToken);

    public ValueTask<MessageRow?> MessageAsync(MessageId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare($"SELECT {ThreadRecords.MessageColumns} FROM message WHERE id = ?1")
                .Bind(1, id).First(ThreadRecords.Message),
            cancellationToken);

    public ValueTask<TurnRow?> TurnAsync(TurnId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare("SELECT detail FROM turn WHERE id = ?1")
                .Bind(1, id).First(static record => RowJson.Turn(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<TurnRow>> RunningTurnsAsync(AgentId agent, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (agent, limit),
            static (database, of) => database.Prepare(
                "SELECT detail FROM turn WHERE agent = ?1 AND status = 'running' ORDER BY queued_at, id LIMIT ?2")
                .Bind(1, of.agent.Value).Bind(2, of.limit).All(static record => RowJson.Turn(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<SearchHit>> SearchAsync(string query, ThreadId? thread, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (search, Query: SearchQuery.Parse(query), thread, limit),
            static (database, wanted) => wanted.search.Find(database, wanted.Query, wanted.thread, wanted.limit),
            cancellationToken);
}
