using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// A place where people are shown approvals and questions, and from which they answer through
/// <see cref="ApprovalService"/> and <see cref="QuestionService"/> as principals of their own: a button is an ordinary
/// decision, and one that is pressed again, too late or without the right is refused like any other. The surface is
/// told of each request when it is asked and when it has ended, at least once and in that order; of changes that follow
/// quickly, those in between may be left out. When it is added it is told of everything that is pending. It shows what
/// it does not show yet and edits what it does, by id. A request that it could not show, because it threw, is given to
/// it again later, as the request stands then.
/// </summary>
public interface IRequestSurface
{
    string Name { get; }

    Task ShowAsync(ApprovalView approval, CancellationToken cancellationToken);

    Task ShowAsync(QuestionView question, CancellationToken cancellationToken);

    /// <summary>
    /// The ids of what it still shows as undecided from before it was added, such as cards in a chat that outlived the
    /// daemon: it is told how each of them stands.
    /// </summary>
    ValueTask<IReadOnlyCollection<PersonRequestId>> LeftOpenAsync(CancellationToken cancellationToken) => new([]);
}
