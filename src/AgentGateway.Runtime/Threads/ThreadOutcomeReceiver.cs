using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Runtime.Threads;

/// <summary>Releases the calls of turns that wait for approvals and questions.</summary>
internal sealed class ThreadOutcomeReceiver(ThreadDispatcher dispatcher) : IOutcomeReceiver
{
    /// <summary>A refusal means that the turn has ended, so that nothing waits any more.</summary>
    public async Task SettledAsync(Requester requester, PersonRequestId request, CancellationToken cancellationToken)
    {
        if (requester is { Thread: { } thread, Turn: { } turn, Call: { } call })
            await dispatcher.SendAsync(
                thread, "daemon", new ReleaseTool(turn, call, request), urgent: true, cancellationToken);
    }
}
