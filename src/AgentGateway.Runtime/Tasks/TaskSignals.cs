using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Signals that a task has changed, or a turn or a queued command that a task waits for.</summary>
internal sealed class TaskSignals(TimeProvider time)
    : KeySignals<string>(time), ICommitSubscriber<AgentTask>, ICommitSubscriber<AgentThread>,
        ICommitSubscriber<CommandQueue>
{
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
            if (command is { } ended) Tell(ended.Value);
        }
    }
}
