using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Asks;

/// <summary>Writes the rows of approvals and questions. Used by the writer alone.</summary>
internal sealed class AskTables(SqliteDatabase database)
{
    public const string ApprovalKind = "approval";
    public const string QuestionKind = "question";

    private readonly SqliteStatement _put = database.Prepare("""
        INSERT INTO ask (id, kind, state, call_key, detail) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state, call_key = excluded.call_key, detail = excluded.detail
        """);

    public void Put(ApprovalRow row, ReadOnlySpan<byte> detail) =>
        Put(row.Key, ApprovalKind, row.Approval.State.ToString(), row.Approval.Asker!.CallKey, detail);

    public void Put(QuestionRow row, ReadOnlySpan<byte> detail) =>
        Put(row.Key, QuestionKind, row.Question.State.ToString(), row.Question.Asker!.CallKey, detail);

    private void Put(string id, string kind, string state, string callKey, ReadOnlySpan<byte> detail) =>
        _put.Bind(1, id).Bind(2, kind).Bind(3, state).Bind(4, callKey).BindText(5, detail).Run();
}
