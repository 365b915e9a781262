using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Threads;

/// <summary>Queries over the tables of threads. Each sees one snapshot.</summary>
internal sealed class SqliteThreadReads(ReadPool reads, SqliteSearch search) : IThreadReads
{
    /// <summary>What the use of models is read by. A condition that the indexes do not have would read every row.</summary>
    internal const string UsingTurns =
        $"SELECT id, thread, agent, queued_at, detail FROM turn WHERE queued_at >= ?1 AND {ThreadRecords.HasUsage}";

    /// <inheritdoc cref="UsingTurns"/>
    internal const string UsingSteps = $"SELECT detail FROM message WHERE at >= ?1 AND {ThreadRecords.HasUsage}";

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

    public ValueTask<IReadOnlyList<TurnUsage>> TurnUsageAsync(
        DateTimeOffset since, CancellationToken cancellationToken) =>
        reads.ReadAsync<long, IReadOnlyList<TurnUsage>>(
            Instant.Of(since),
            static (database, since) => database
                .Prepare(UsingTurns)
                .Bind(1, since)
                .All(static record => new TurnUsage(
                    new(record.Text(0)),
                    new(record.Text(1)),
                    AgentId.Of(record.Text(2)),
                    Instant.Time(record.Int64(3)),
                    ThreadRecords.Usage(record.Bytes(4)))),
            cancellationToken);

    public ValueTask<IReadOnlyList<StepUsage>> StepUsageAsync(
        DateTimeOffset since, CancellationToken cancellationToken) =>
        reads.ReadAsync<long, IReadOnlyList<StepUsage>>(
            Instant.Of(since),
            static (database, since) => database
                .Prepare(UsingSteps)
                .Bind(1, since)
                .All(static record => ThreadRecords.Step(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<SearchHit>> SearchAsync(
        string query, ThreadId? thread, int limit, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (search, Query: SearchQuery.Parse(query), thread, limit),
            static (database, wanted) => wanted.search.Find(database, wanted.Query, wanted.thread, wanted.limit),
            cancellationToken);
}
