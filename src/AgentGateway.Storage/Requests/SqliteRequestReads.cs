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
    private const string One = "SELECT detail FROM ask WHERE id = ?1 AND kind = ?2";
    private const string OfCall = "SELECT detail FROM ask WHERE call_key = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1";
    private const string All = "SELECT detail FROM ask WHERE kind = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
    private const string OfState =
        "SELECT detail FROM ask WHERE kind = ?1 AND id < ?2 AND state = ?4 ORDER BY id DESC LIMIT ?3";

    /// <summary>Sorts behind every id.</summary>
    private const string End = "~";

    public ValueTask<Approval?> ApprovalAsync(ApprovalId id, CancellationToken cancellationToken) =>
        FirstAsync(
            One,
            id.Value,
            ApprovalMachine.Kind,
            static record => RequestTable.Approval(record.Bytes(0)),
            cancellationToken);

    public ValueTask<Approval?> ApprovalOfCallAsync(string callKey, CancellationToken cancellationToken) =>
        FirstAsync(
            OfCall,
            callKey,
            ApprovalMachine.Kind,
            static record => RequestTable.Approval(record.Bytes(0)),
            cancellationToken);

    public ValueTask<IReadOnlyList<Approval>> ApprovalsAsync(
        ApprovalState? state, ApprovalId? after, int limit, CancellationToken cancellationToken) =>
        PageAsync(
            ApprovalMachine.Kind, state?.ToString(), after?.Value, limit, static record =>
                RequestTable.Approval(record.Bytes(0)),
            cancellationToken);

    public ValueTask<Question?> QuestionAsync(QuestionId id, CancellationToken cancellationToken) =>
        FirstAsync(
            One,
            id.Value,
            QuestionMachine.Kind,
            static record => RequestTable.Question(record.Bytes(0)),
            cancellationToken);

    public ValueTask<Question?> QuestionOfCallAsync(string callKey, CancellationToken cancellationToken) =>
        FirstAsync(
            OfCall,
            callKey,
            QuestionMachine.Kind,
            static record => RequestTable.Question(record.Bytes(0)),
            cancellationToken);

    public ValueTask<IReadOnlyList<Question>> QuestionsAsync(
        QuestionState? state, QuestionId? after, int limit, CancellationToken cancellationToken) =>
        PageAsync(
            QuestionMachine.Kind, state?.ToString(), after?.Value, limit, static record =>
                RequestTable.Question(record.Bytes(0)),
            cancellationToken);

    private ValueTask<T?> FirstAsync<T>(
        string sql, string key, string kind, Func<SqliteStatement, T> read, CancellationToken cancellationToken)
        where T : class =>
        reads.ReadAsync(
            (sql, key, kind, read),
            static (database, wanted) => database.Prepare(wanted.sql).Bind(1, wanted.key).Bind(2, wanted.kind)
                .First(wanted.read),
            cancellationToken);

    private ValueTask<IReadOnlyList<T>> PageAsync<T>(
        string kind, string? state, string? after, int limit, Func<SqliteStatement, T> read,
            CancellationToken cancellationToken) =>
        reads.ReadAsync<(string Kind, string? State, string? After, int Limit, Func<SqliteStatement,
            T> Read), IReadOnlyList<T>>(
            (kind, state, after, limit, read),
            static (database, wanted) =>
            {
                var statement = database.Prepare(wanted.State is null ? All : OfState)
                    .Bind(1, wanted.Kind).Bind(2, wanted.After ?? End).Bind(3, wanted.Limit);
                if (wanted.State is not null) statement.Bind(4, wanted.State);
                return statement.All(wanted.Read);
            },
            cancellationToken);
}
