using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What people are asked, approvals and questions alike: whether a request is still open, and taking it back.
/// </summary>
internal sealed class PendingRequests(
    ApprovalService approvals, QuestionService questions, PendingApprovals pending, IPendingRequestReads reads)
    : ILoadAtStart
{
    private const int PendingMax = 10_000;

    /// <summary>Measures from now on the time that is left to decide.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var open = await reads.Approvals.PageAsync(ApprovalState.Pending, null, PendingMax, cancellationToken);
        foreach (var approval in open)
        {
            approvals.Measure(approval);
            pending.Add(approval);
        }

        var unanswered = await reads.Questions.PageAsync(QuestionState.Pending, null, PendingMax, cancellationToken);
        foreach (var question in unanswered) questions.Measure(question);
    }

    /// <summary>Whether that approval or question still waits for a person.</summary>
    public async Task<bool> IsOpenAsync(PersonRequestId request, CancellationToken cancellationToken) =>
        request switch
        {
            { Approval: { } id } =>
                await reads.Approvals.FindAsync(id, cancellationToken) is { State: ApprovalState.Pending },
            { Question: { } id } =>
                await reads.Questions.FindAsync(id, cancellationToken) is { State: QuestionState.Pending },
            _ => false,
        };

    /// <summary>Takes an approval or a question back; again, it changes nothing.</summary>
    public Task WithdrawAsync(PersonRequestId request, string reason, CancellationToken cancellationToken) =>
        request switch
        {
            { Approval: { } id } => approvals.WithdrawAsync(id, reason, cancellationToken),
            { Question: { } id } => questions.WithdrawAsync(id, reason, cancellationToken),
            _ => Task.CompletedTask,
        };

    /// <summary>
    /// Takes back the undecided approval and the unanswered question of that call, where there are any.
    /// </summary>
    public async Task WithdrawOfCallAsync(string callKey, string reason, CancellationToken cancellationToken)
    {
        if (await reads.Approvals.OfCallAsync(callKey, cancellationToken) is { } approval)
            await approvals.WithdrawAsync(approval.Id, reason, cancellationToken);
        if (await reads.Questions.OfCallAsync(callKey, cancellationToken) is { } question)
            await questions.WithdrawAsync(question.Id, reason, cancellationToken);
    }
}
