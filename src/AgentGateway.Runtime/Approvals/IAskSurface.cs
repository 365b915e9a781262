using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// A place where people are shown approvals and questions, and from which they answer through <see cref="ApprovalService"/> and
/// <see cref="Questions.QuestionService"/> as principals of their own. It is told of each when it is asked and when it has ended, at least
/// once and in that order, and again of everything that is pending when it is added: it shows what it does not show yet and edits what
/// it does, by id.
/// </summary>
public interface IAskSurface
{
    string Name { get; }

    Task ShowAsync(ApprovalView approval, CancellationToken cancellationToken);

    Task ShowAsync(QuestionView question, CancellationToken cancellationToken);
}
