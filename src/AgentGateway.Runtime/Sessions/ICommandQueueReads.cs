using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Queries over the commands of all queues. A query sees everything that was durable when it began. Every
/// implementation passes the same contract suite.
/// </summary>
public interface ICommandQueueReads
{
    ValueTask<QueuedCommandRow?> CommandAsync(CommandId id, CancellationToken cancellationToken);

    /// <summary>
    /// All commands of a session that have not ended, and those <paramref name="endedMax"/> of the others that were
    /// enqueued last, in the order of the queue.
    /// </summary>
    ValueTask<IReadOnlyList<QueuedCommandRow>> CommandsAsync(
        SessionId session, int endedMax, CancellationToken cancellationToken);
}
