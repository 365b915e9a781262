using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What clients read of approvals and questions. Their changes are told as they happen, not from the journal.
/// </summary>
internal sealed class ApprovalResources(ApprovalService approvals, QuestionService questions) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "approvals", "Approvals", "agw://approvals",
            "What agents ask permission for and what became of it, newest first: the first page of approval_list.",
            () => ViewJson.Plain.ApprovalListView,
            (_, cancellationToken) => approvals.ListAsync(new(), cancellationToken)),
        Resource.OfView(
            "approval", "An approval", "agw://approvals/{approval_id}",
            "An approval, by id: all of what would happen, how it stands and who decided.",
            () => ViewJson.Plain.ApprovalEnvelope,
            (request, cancellationToken) => approvals.ReadAsync(request.Variable, cancellationToken)),
        Resource.OfView(
            "questions", "Questions", "agw://questions",
            "What agents want to know from a person, newest first: the first page of question_list.",
            () => ViewJson.Plain.QuestionListView,
            (_, cancellationToken) => questions.ListAsync(new(), cancellationToken)),
        Resource.OfView(
            "question", "A question", "agw://questions/{question_id}", "A question of an agent, by id, and its answer.",
            () => ViewJson.Plain.QuestionEnvelope,
            (request, cancellationToken) => questions.GetAsync(request.Variable, cancellationToken)),
    ];
}
