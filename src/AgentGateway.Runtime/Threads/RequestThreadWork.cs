using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>The approvals and questions of a thread that wait for a person, newest first.</summary>
internal sealed class RequestThreadWork(IPendingRequestReads requests) : IThreadWork
{
    /// <summary>So many pending ones of all threads are looked at.</summary>
    private const int LookedAtMax = 500;

    public async ValueTask<IReadOnlyList<OpenWorkView>> OpenAsync(
        ThreadId thread, int limit, CancellationToken cancellationToken)
    {
        var approvals = await requests.Approvals.PageAsync(
            ApprovalState.Pending, null, LookedAtMax, cancellationToken);
        var questions = await requests.Questions.PageAsync(
            QuestionState.Pending, null, LookedAtMax, cancellationToken);
        return
        [
            .. approvals.Where(approval => approval.Requester?.Thread == thread).Take(limit)
                .Select(approval => new OpenWorkView(
                    "approval", approval.Id.Value, "pending", $"{approval.Subject!.Risk} {approval.Subject.Summary}")),
            .. questions.Where(question => question.Requester?.Thread == thread).Take(limit)
                .Select(question => new OpenWorkView("question", question.Id.Value, "pending", question.Text)),
        ];
    }
}
