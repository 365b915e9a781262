using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What people are asked, approvals and questions alike: whether a request is still open, and taking it back.
/// </summary>
internal sealed class PendingRequests(
    ApprovalService approvals, QuestionService questions, IPendingRequestReads reads) : ILoadAtStart
{
    private const int PendingMax = 10_000;

    /// <summary>Measures from now on the time that is left to decide.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var approval in await reads.ApprovalsAsync(ApprovalState.Pending, null, PendingMax, cancellationToken))
            approvals.Measure(approval);
        foreach (var question in await reads.QuestionsAsync(QuestionState.Pending, null, PendingMax, cancellationToken))
            questions.Measure(question);
    }

    /// <summary>Whether that approval or question still waits for a person.</summary>
    public async Task<bool> IsOpenAsync(string request, CancellationToken cancellationToken) =>
        PersonRequestId.Parse(request) switch
        {
            { Approval: { } id } =>
                await reads.ApprovalAsync(id, cancellationToken) is { State: ApprovalState.Pending },
            { Question: { } id } =>
                await reads.QuestionAsync(id, cancellationToken) is { State: QuestionState.Pending },
            _ => false,
        };

    /// <summary>Takes an approval or a question back; again, it changes nothing.</summary>
    public Task WithdrawAsync(string request, string reason, CancellationToken cancellationToken) =>
        PersonRequestId.Parse(request) switch
        {
            { Approval: { } id } => approvals.WithdrawAsync(id, reason, cancellationToken),
            { Question: { } id } => questions.WithdrawAsync(id, reason, cancellationToken),
            _ => Task.CompletedTask,
        };

    /// <summary>Takes back what that call has asked and nobody has decided, if anything.</summary>
    public async Task WithdrawOfCallAsync(string callKey, string reason, CancellationToken cancellationToken)
    {
        if (await reads.ApprovalOfCallAsync(callKey, cancellationToken) is { } approval)
            await approvals.WithdrawAsync(approval.Id, reason, cancellationToken);
        if (await reads.QuestionOfCallAsync(callKey, cancellationToken) is { } question)
            await questions.WithdrawAsync(question.Id, reason, cancellationToken);
    }
}
