using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Requests;

/// <summary>Queries over the table of approvals and questions. Each sees one snapshot.</summary>
internal sealed class SqliteRequestReads(ReadPool reads) : IPendingRequestReads
{
    public IRequestReads<Approval, ApprovalId, ApprovalState> Approvals { get; } =
        new OfKind<Approval, ApprovalId, ApprovalState>(
            reads, ApprovalMachine.Kind, static record => RequestTable.Approval(record.Bytes(0)));

    public IRequestReads<Question, QuestionId, QuestionState> Questions { get; } =
        new OfKind<Question, QuestionId, QuestionState>(
            reads, QuestionMachine.Kind, static record => RequestTable.Question(record.Bytes(0)));

    private sealed class OfKind<TRequest, TId, TState>(
        ReadPool reads, string kind, Func<SqliteStatement, TRequest> read) : IRequestReads<TRequest, TId, TState>
        where TRequest : class, IPersonRequest<TId, TState>
        where TId : struct, IPersonRequestId<TId>
        where TState : struct, Enum
    {
        private const string One = "SELECT detail FROM ask WHERE id = ?1 AND kind = ?2";
        private const string OfCall =
            "SELECT detail FROM ask WHERE call_key = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1";
        private const string All = "SELECT detail FROM ask WHERE kind = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
        private const string OfState =
            "SELECT detail FROM ask WHERE kind = ?1 AND id < ?2 AND state = ?4 ORDER BY id DESC LIMIT ?3";

        /// <summary>
        /// No index leads from a thread to its requests, because only deleting a thread asks for them. What is found
        /// says the thread's id somewhere; the requester tells whether it is the one meant.
        /// </summary>
        private const string OfThread =
            "SELECT detail FROM ask WHERE kind = ?1 AND instr(detail, ?2) > 0 ORDER BY id DESC";

        /// <summary>Sorts behind every id.</summary>
        private const string End = "~";

        public ValueTask<TRequest?> FindAsync(TId id, CancellationToken cancellationToken) =>
            FirstAsync(One, id.Value, cancellationToken);

        public ValueTask<TRequest?> OfCallAsync(string callKey, CancellationToken cancellationToken) =>
            FirstAsync(OfCall, callKey, cancellationToken);

        public ValueTask<IReadOnlyList<TRequest>> PageAsync(
            TState? state, TId? after, int limit, CancellationToken cancellationToken) =>
            reads.ReadAsync<(string Kind, string? State, string After, int Limit, Func<SqliteStatement, TRequest> Read),
                IReadOnlyList<TRequest>>(
                (kind, state?.ToString(), after?.Value ?? End, limit, read),
                static (database, wanted) =>
                {
                    var statement = database.Prepare(wanted.State is null ? All : OfState)
                        .Bind(1, wanted.Kind).Bind(2, wanted.After).Bind(3, wanted.Limit);
                    if (wanted.State is not null) statement.Bind(4, wanted.State);
                    return statement.All(wanted.Read);
                },
                cancellationToken);

        public ValueTask<IReadOnlyList<TId>> OfThreadAsync(ThreadId thread, CancellationToken cancellationToken) =>
            reads.ReadAsync<(string Kind, ThreadId Thread, Func<SqliteStatement, TRequest> Read), IReadOnlyList<TId>>(
                (kind, thread, read),
                static (database, wanted) =>
                [
                    .. database.Prepare(OfThread).Bind(1, wanted.Kind).Bind(2, wanted.Thread.Value)
                        .All(wanted.Read)
                        .Where(request => request.Requester!.Thread == wanted.Thread)
                        .Select(request => request.Id),
                ],
                cancellationToken);

        private ValueTask<TRequest?> FirstAsync(string sql, string key, CancellationToken cancellationToken) =>
            reads.ReadAsync(
                (sql, key, kind, read),
                static (database, wanted) => database.Prepare(wanted.sql).Bind(1, wanted.key).Bind(2, wanted.kind)
                    .First(wanted.read),
                cancellationToken);
    }
}
