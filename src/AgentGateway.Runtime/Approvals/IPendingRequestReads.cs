using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Queries over approvals and questions. Reads what is committed when the query begins.</summary>
public interface IPendingRequestReads
{
    ValueTask<Approval?> ApprovalAsync(ApprovalId id, CancellationToken cancellationToken);

    /// <summary>The newest approval that was asked for under that call key, or null.</summary>
    ValueTask<Approval?> ApprovalOfCallAsync(string callKey, CancellationToken cancellationToken);

    /// <summary>Newest first, behind <paramref name="after"/>.</summary>
    /// <param name="state">Null for all.</param>
    ValueTask<IReadOnlyList<Approval>> ApprovalsAsync(
        ApprovalState? state, ApprovalId? after, int limit, CancellationToken cancellationToken);

    ValueTask<Question?> QuestionAsync(QuestionId id, CancellationToken cancellationToken);

    /// <summary>The newest question that was asked under that call key, or null.</summary>
    ValueTask<Question?> QuestionOfCallAsync(string callKey, CancellationToken cancellationToken);

    /// <summary>Newest first, behind <paramref name="after"/>.</summary>
    /// <param name="state">Null for all.</param>
    ValueTask<IReadOnlyList<Question>> QuestionsAsync(
        QuestionState? state, QuestionId? after, int limit, CancellationToken cancellationToken);
}
