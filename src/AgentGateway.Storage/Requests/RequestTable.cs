using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Requests;

/// <summary>
/// The table of approvals and questions: what people are asked. Its name in the database is <c>ask</c>.
/// </summary>
public sealed class RequestTable : ReadTable
{
    public override string Name => "ask";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(ApprovalRow), typeof(QuestionRow)];

    public override Type ReadsType => typeof(IPendingRequestReads);

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new(
            "an approval or a question belongs to no stream",
            "SELECT count(*), NULL, min(kind || '/' || id) FROM ask WHERE kind || '/' || id NOT IN (SELECT id FROM "
                + "stream)"),
    ];

    internal static Approval Approval(ReadOnlySpan<byte> detail) =>
        StoredDetail.Read(detail, ApprovalJson.Plain.Approval);

    internal static Question Question(ReadOnlySpan<byte> detail) =>
        StoredDetail.Read(detail, QuestionJson.Plain.Question);

    /// <summary>The columns beside the detail.</summary>
    internal static (string Kind, string State, string CallKey) Columns(ReadRow row) => row switch
    {
        ApprovalRow { Approval: var approval } => (
            ApprovalMachine.Kind, approval.State.ToString(), approval.Requester!.CallKey),
        QuestionRow { Question: var question } => (
            QuestionMachine.Kind, question.State.ToString(), question.Requester!.CallKey),
        _ => throw new UnreachableException(),
    };

    internal override byte[] Detail(ReadRow row) => row switch
    {
        ApprovalRow approval => JsonSerializer.SerializeToUtf8Bytes(approval.Approval, ApprovalJson.Plain.Approval),
        QuestionRow question => JsonSerializer.SerializeToUtf8Bytes(question.Question, QuestionJson.Plain.Question),
        _ => throw new UnreachableException(),
    };

    internal override SqliteTable InSqlite(SqliteDatabase database) => new SqliteRequestTable(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time) => new SqliteRequestReads(reads);

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new VolatileRequestTable(gate);

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position)
    {
        if (row.IsRemoved)
            return StoredDetail.Absent(database.Prepare("SELECT 1 FROM ask WHERE id = ?1").Bind(1, row.Key));
        var (kind, state, callKey) = Columns(row);
        var statement = database.Prepare(
            "SELECT detail FROM ask WHERE id = ?1 AND kind = ?2 AND state = ?3 AND call_key = ?4");
        statement.Bind(1, row.Key).Bind(2, kind).Bind(3, state).Bind(4, callKey);
        return StoredDetail.Compare(statement, Detail(row));
    }
}
