using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Approvals;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Releases tasks that wait for people. A task that runs a turn follows that turn instead.</summary>
internal sealed class TaskOutcomeReceiver(TaskDispatcher dispatcher) : IOutcomeReceiver
{
    public async Task SettledAsync(Requester requester, PersonRequestId request, CancellationToken cancellationToken)
    {
        if (requester is { Turn: null, Task: { } task })
            await dispatcher.TellAsync(task, new ReleaseTask(request), cancellationToken);
    }
}
