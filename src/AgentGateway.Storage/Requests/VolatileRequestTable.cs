using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Requests;

/// <summary>Approvals and questions in memory, by id, which sorts by time.</summary>
internal sealed class VolatileRequestTable(Lock gate) : VolatileTable(gate), IPendingRequestReads
{
    private readonly SortedList<string, ReadRow> _rows = new(StringComparer.Ordinal);

    public override void Put(ReadRow row, long position) => _rows[row.Key] = row;

    public override ReadRow? Find(ReadRow row, long position) => _rows.GetValueOrDefault(row.Key);

    public ValueTask<Approval?> ApprovalAsync(ApprovalId id, CancellationToken cancellationToken) =>
        Read(() => (_rows.GetValueOrDefault(id.Value) as ApprovalRow)?.Approval, cancellationToken);

    public ValueTask<Approval?> ApprovalOfCallAsync(string callKey, CancellationToken cancellationToken) =>
        Read(
            () => NewestFirst<ApprovalRow>(null).Select(row => row.Approval)
                .FirstOrDefault(approval => approval.Requester!.CallKey == callKey),
            cancellationToken);

    public ValueTask<IReadOnlyList<Approval>> ApprovalsAsync(
        ApprovalState? state, ApprovalId? after, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<Approval>>(
            () =>
            [
                .. NewestFirst<ApprovalRow>(after?.Value).Select(row => row.Approval)
                    .Where(approval => state is null || approval.State == state).Take(limit),
            ],
            cancellationToken);

    public ValueTask<Question?> QuestionAsync(QuestionId id, CancellationToken cancellationToken) =>
        Read(() => (_rows.GetValueOrDefault(id.Value) as QuestionRow)?.Question, cancellationToken);

    public ValueTask<Question?> QuestionOfCallAsync(string callKey, CancellationToken cancellationToken) =>
        Read(
            () => NewestFirst<QuestionRow>(null).Select(row => row.Question)
                .FirstOrDefault(question => question.Requester!.CallKey == callKey),
            cancellationToken);

    public ValueTask<IReadOnlyList<Question>> QuestionsAsync(
        QuestionState? state, QuestionId? after, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<Question>>(
            () =>
            [
                .. NewestFirst<QuestionRow>(after?.Value).Select(row => row.Question)
                    .Where(question => state is null || question.State == state).Take(limit),
            ],
            cancellationToken);

    private IEnumerable<TRow> NewestFirst<TRow>(string? after) =>
        _rows.Reverse().Where(pair => after is null || string.CompareOrdinal(pair.Key, after) < 0)
            .Select(pair => pair.Value).OfType<TRow>();
}
