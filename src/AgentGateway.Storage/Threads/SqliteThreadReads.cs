using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Threads;

/// <summary>Queries over the tables of threads. Each sees one snapshot.</summary>
internal sealed class SqliteThreadReads(ReadPool reads, SqliteSearch search, SqliteRecall recall) : IThreadReads
{
    /// <summary>What the use of models is read by: columns that the indexes have, or each row would be read too.</summary>
    internal const string UsingTurns =
        "SELECT id, thread, agent, queued_at, used FROM turn WHERE queued_at >= ?1 AND used IS NOT NULL";

    /// <inheritdoc cref="UsingTurns"/>
    internal const string UsingSteps = "SELECT used FROM message WHERE at >= ?1 AND used IS NOT NULL";

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

    public ValueTask<IReadOnlyList<ThreadRow>> ForksAsync(
        ThreadId source, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (source, limit),
            static (database, wanted) => ThreadList.Forks(database, wanted.source, wanted.limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> MessagesAsync(
        ThreadId thread, long after, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (thread, after, before, limit, hidden),
            static (database, page) => ThreadMessages.Read(
                database, page.thread, page.after, page.before, page.limit, page.hidden),
            cancellationToken);

    public ValueTask<IReadOnlyList<MessageRow>> LastMessagesAsync(
        ThreadId thread, long before, int limit, bool hidden, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (thread, before, limit, hidden),
            static (database, page) => ThreadMessages.ReadLast(
                database, page.thread, page.before, page.limit, page.hidden),
            cancellationToken);

    public ValueTask<MessageRow?> MessageAsync(MessageId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare(
                $"SELECT {ThreadRecords.MessageColumns} FROM message WHERE id = ?1")
                .Bind(1, id).First(ThreadRecords.Message),
            cancellationToken);

    public ValueTask<TurnRow?> TurnAsync(TurnId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare("SELECT detail FROM turn WHERE id = ?1")
                .Bind(1, id).First(static record => ThreadRecords.Turn(record.Bytes(0))),
            cancellationToken);

    public ValueTask<TSum> SumTurnUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, TurnUsage> add, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (since, sum, add),
            static (database, wanted) =>
            {
                var record = database.Prepare(UsingTurns).Bind(1, Instant.Of(wanted.since));
                while (record.Step())
                    wanted.add(wanted.sum, new(
                        new(record.Text(0)),
                        new(record.Text(1)),
                        AgentId.Of(record.Text(2)),
                        Instant.Time(record.Int64(3)),
                        UsedColumn.Usage(record.Bytes(4))));
                return wanted.sum;
            },
            cancellationToken);

    public ValueTask<TSum> SumStepUsageAsync<TSum>(
        DateTimeOffset since, TSum sum, Action<TSum, StepUsage> add, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (since, sum, add),
            static (database, wanted) =>
            {
                var record = database.Prepare(UsingSteps).Bind(1, Instant.Of(wanted.since));
                while (record.Step())
                    wanted.add(wanted.sum, UsedColumn.Step(record.Bytes(0)));
                return wanted.sum;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<SearchHit>> SearchAsync(
        string query, ThreadId? thread, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (search, Query: SearchQuery.Parse(query), thread, limit),
            static (database, wanted) => wanted.search.Find(database, wanted.Query, wanted.thread, wanted.limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<RecalledMessage>> RecallAsync(
        MessageRecall wanted, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (recall, wanted), static (database, each) => each.recall.Find(database, each.wanted), cancellationToken);

    public ValueTask<WordFrequencies> FrequenciesAsync(
        IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (recall, words), static (database, each) => each.recall.Frequencies(database, each.words), cancellationToken);
}
