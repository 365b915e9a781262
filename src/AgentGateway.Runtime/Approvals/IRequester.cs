using AgentGateway.Domain.Approvals;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Takes the outcome of approvals and questions back to the turn or the task that asked. Every requester is told of
/// each.
/// </summary>
internal interface IRequester
{
    /// <summary>
    /// The request has ended, however it did. Repeating it changes nothing; a requester of another kind is not this
    /// one's.
    /// </summary>
    Task SettledAsync(Asker requester, string request, CancellationToken cancellationToken);
}
