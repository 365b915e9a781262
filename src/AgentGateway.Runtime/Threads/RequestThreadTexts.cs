using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Runtime.Threads;

/// <summary>The approvals and questions of a thread.</summary>
internal sealed class RequestThreadTexts(ApprovalService approvals, QuestionService questions) : IThreadTexts
{
    public async Task EraseAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        await approvals.EraseOfThreadAsync(thread, cancellationToken);
        await questions.EraseOfThreadAsync(thread, cancellationToken);
    }
}
