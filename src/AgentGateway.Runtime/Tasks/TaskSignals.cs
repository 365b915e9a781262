using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Signals that a task has changed, or a turn or a queued command that a task waits for, or that a queue has room again.
/// </summary>
internal sealed class TaskSignals(TimeProvider time)
    : KeySignals<string>(time), ICommitSubscriber<AgentTask>, ICommitSubscriber<AgentThread>,
        ICommitSubscriber<CommandQueue>
{
    /// <summary>The key under which it is told that a turn or a queued command has ended, whichever it was.</summary>
    private const string Room = "room";

    /// <summary>
    /// Makes a request that queues something, and makes it again as long as the queue is full: a task waits then, because
    /// its creator was told that it would be done. Cancelling ends the waiting, not a request that is under way.
    /// </summary>
    public async Task<Outcome<T>> UntilRoomAsync<T>(
        Func<Task<Outcome<T>>> request, CancellationToken cancellationToken)
    {
        using var room = Listen([Room]);
        while (true)
        {
            var outcome = await request();
            if (outcome.Rejection is not { Code: "queue_full" }) return outcome;
            await room.ChangedAsync(cancellationToken);
        }
    }

    public void Committed(Receipt<AgentTask> receipt) => Tell(receipt.State.Id.Value);

    /// <summary>Signals the turns that changed, because tasks may wait for them.</summary>
    public void Committed(Receipt<AgentThread> receipt)
    {
        foreach (var recorded in receipt.Events)
        {
            TurnId? turn = recorded.Event switch
            {
                TurnQueued e => e.Turn,
                TurnEnded e => e.Turn,
                ToolAwaited e => e.Turn,
                ToolReleased e => e.Turn,
                ToolSettled e => e.Turn,
                _ => null,
            };
            if (turn is { } moved) Tell(moved.Value);
            if (recorded.Event is TurnEnded) Tell(Room);
        }
    }

    /// <summary>Signals the ended commands, because tasks may wait for them.</summary>
    public void Committed(Receipt<CommandQueue> receipt)
    {
        foreach (var recorded in receipt.Events)
        {
            CommandId? command = recorded.Event switch
            {
                CommandEnded e => e.Id,
                CommandSkipped e => e.Id,
                CommandCancelled e => e.Id,
                CommandLost e => e.Id,
                _ => null,
            };
            if (command is not { } ended) continue;
            Tell(ended.Value);
            Tell(Room);
        }
    }
}
