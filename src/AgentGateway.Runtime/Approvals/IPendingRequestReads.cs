using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Queries over approvals and questions, those that have ended among them.</summary>
public interface IPendingRequestReads
{
    IRequestReads<Approval, ApprovalId, ApprovalState> Approvals { get; }

    IRequestReads<Question, QuestionId, QuestionState> Questions { get; }
}
