using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Sends commands to the machines of all queues, counts open commands, and signals when one has ended. Pending effects
/// are performed by <see cref="CommandQueueEffects"/>.
/// </summary>
internal sealed class CommandQueues(
    MachineHost<CommandQueueMachine, CommandQueue, QueueCommand> host, IJournal journal, IIdSource ids,
        TimeProvider time)
    : ICommitSubscriber<CommandQueue>, ILoadAtStart
{
    private readonly ConcurrentDictionary<SessionId, int> _open = new();

    /// <summary>How many commands of a session have not ended.</summary>
    public int OpenOf(SessionId session) => _open.GetValueOrDefault(session);

    /// <summary>Reads how many commands are open in each queue.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var snapshot in await journal.LoadKindAsync(CommandQueueMachine.Kind, cancellationToken))
        {
            // A queue with an open command always has a pending effect.
            if (snapshot.DueAt is null) continue;
            var queue = await SnapshotCodec.ReadAsync(CommandQueueStream.Kind, journal, snapshot, cancellationToken);
            _open[queue.Session] = queue.Open.Length;
        }
    }

    public Stamp NewStamp() => ids.Next();

    /// <summary>Sends the command of a caller; answers when it is durable.</summary>
    public Task<Outcome<Receipt<CommandQueue>>> SendAsync(
        SessionId session, string by, QueueCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(session.Value, command, new(by, ids.Next().Now), cancellationToken);

    /// <summary>Sends a command of the daemon, ahead of the commands of callers.</summary>
    public Task<Outcome<Receipt<CommandQueue>>> TellAsync(
        SessionId session, QueueCommand command, CancellationToken cancellationToken) =>
        host.SendAsync(session.Value, command, new("daemon", ids.Next().Now, Urgent: true), cancellationToken);

    /// <summary>Signals the end of commands.</summary>
    public KeySignals<CommandId> Ends { get; } = new(time);

    private static StreamId StreamOf(SessionId session) => StreamId.Of(CommandQueueMachine.Kind, session.Value);

    public void Committed(Receipt<CommandQueue> receipt)
    {
        if (receipt.State.Open.IsEmpty) _open.TryRemove(receipt.State.Session, out _);
        else _open[receipt.State.Session] = receipt.State.Open.Length;
        foreach (var recorded in receipt.Events)
            if (EndedBy(recorded.Event) is { } ended)
                Ends.Tell(ended);
    }

    private static CommandId? EndedBy(DomainEvent happened) => happened switch
    {
        CommandEnded e => e.Id,
        CommandSkipped e => e.Id,
        CommandCancelled e => e.Id,
        CommandLost e => e.Id,
        _ => null,
    };
}
