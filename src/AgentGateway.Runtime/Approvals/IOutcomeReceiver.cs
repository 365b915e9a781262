using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Takes the outcome of approvals and questions back to the turns or the tasks that asked. Each receiver is told of
/// every outcome.
/// </summary>
internal interface IOutcomeReceiver
{
    /// <summary>
    /// The request has ended, however it did. Telling it again changes nothing; a receiver leaves alone what was
    /// asked by another kind of work.
    /// </summary>
    Task SettledAsync(Requester requester, PersonRequestId request, CancellationToken cancellationToken);
}
