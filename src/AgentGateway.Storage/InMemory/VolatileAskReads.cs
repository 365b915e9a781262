using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Storage.InMemory;

/// <summary>The queries' twin in memory.</summary>
internal sealed class VolatileAskReads(VolatileTables tables) : IAskReads
{
    public ValueTask<Approval?> ApprovalAsync(ApprovalId id, CancellationToken cancellationToken) =>
        Read(() => tables.Approvals.GetValueOrDefault(id.Value), cancellationToken);

    public ValueTask<Approval?> ApprovalOfCallAsync(string callKey, CancellationToken cancellationToken) =>
        Read(() => tables.Approvals.Values.LastOrDefault(approval => approval.Asker!.CallKey == callKey), cancellationToken);

    public ValueTask<IReadOnlyList<Approval>> ApprovalsAsync(
        ApprovalState? state, ApprovalId? after, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<Approval>>(
            () => [.. Page(tables.Approvals, after?.Value).Where(approval => state is null || approval.State == state).Take(limit)], cancellationToken);

    public ValueTask<Question?> QuestionAsync(QuestionId id, CancellationToken cancellationToken) =>
        Read(() => tables.Questions.GetValueOrDefault(id.Value), cancellationToken);

    public ValueTask<Question?> QuestionOfCallAsync(string callKey, CancellationToken cancellationToken) =>
        Read(() => tables.Questions.Values.LastOrDefault(question => question.Asker!.CallKey == callKey), cancellationToken);

    public ValueTask<IReadOnlyList<Question>> QuestionsAsync(
        QuestionState? state, QuestionId? after, int limit, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<Question>>(
            () => [.. Page(tables.Questions, after?.Value).Where(question => state is null || question.State == state).Take(limit)], cancellationToken);

    private static IEnumerable<T> Page<T>(SortedList<string, T> all, string? after) =>
        all.Reverse().Where(pair => after is null || string.CompareOrdinal(pair.Key, after) < 0).Select(pair => pair.Value);

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (tables.Gate) return new(read());
    }
}
