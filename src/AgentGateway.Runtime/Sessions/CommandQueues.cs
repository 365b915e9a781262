using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Json;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The queues of all sessions: what may be asked of them, and who waits for a command. What is due is performed by <see cref="CommandQueueRunner"/>.
/// </summary>
internal sealed class CommandQueues : IAsyncDisposable
{
    private readonly MachineHost<CommandQueueMachine, CommandQueue, QueueCommand> _host;
    private readonly IJournal _journal;
    private readonly IIdSource _ids;
    private readonly ConcurrentDictionary<SessionId, int> _open = new();
    private readonly ConcurrentDictionary<CommandId, TaskCompletionSource> _ends = new();

    /// <param name="runner">Made with this, for it reports here.</param>
    public CommandQueues(IJournal journal, IIdSource ids, TimeProvider time, ILogger log, Func<CommandQueues, CommandQueueRunner> runner)
    {
        (_journal, _ids) = (journal, ids);
        var performing = runner(this);
        _host = new(
            new()
            {
                StateJson = DomainJson.Plain.CommandQueue,
                Perform = (_, queue, effect, cancellationToken) => performing.RunAsync(queue, ((RunQueuedCommand)effect).Command, cancellationToken),
                Committed = Committed,
            },
            journal,
            time,
            log);
    }

    /// <summary>Hears of every append of a queue, after it is durable. Must be quick.</summary>
    public Action<Receipt<CommandQueue>> Heard { get; init; } = static _ => { };

    /// <summary>How many commands of a session have not ended.</summary>
    public int OpenOf(SessionId session) => _open.GetValueOrDefault(session);

    /// <summary>Learns how many commands wait where.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var snapshot in await _journal.LoadKindAsync(CommandQueueMachine.Kind, cancellationToken))
        {
            // Something is always due while a command is open.
            if (snapshot.DueAt is null) continue;
            var queue = await SnapshotCodec.ReadAsync<CommandQueueMachine, CommandQueue, QueueCommand>(
                _journal, DomainJson.Plain.CommandQueue, snapshot, cancellationToken);
            _open[queue.Session] = queue.Open.Length;
        }
    }

    public void Wake(StreamId stream) => _host.Wake(stream);

    public Stamp NewStamp() => _ids.Next();

    /// <summary>Sends what somebody asks for; answers when it is durable.</summary>
    public Task<Outcome<Receipt<CommandQueue>>> SendAsync(SessionId session, string by, QueueCommand command, CancellationToken cancellationToken) =>
        _host.SendAsync(StreamOf(session), command, new(by, _ids.Next().Now), null, cancellationToken);

    /// <summary>Sends what happened; it goes ahead of what is asked for.</summary>
    public Task<Outcome<Receipt<CommandQueue>>> TellAsync(SessionId session, QueueCommand command, CancellationToken cancellationToken) =>
        _host.SendAsync(StreamOf(session), command, new("daemon", _ids.Next().Now, Urgent: true), null, cancellationToken);

    /// <summary>Completes when the command ends. Ask for it first and look at the command then.</summary>
    public Task Ended(CommandId command) => _ends.GetOrAdd(command, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nobody waits for that command any more, or it had ended before.</summary>
    public void Forget(CommandId command)
    {
        if (_ends.TryRemove(command, out var end)) end.TrySetResult();
    }

    /// <summary>Nothing is typed any more; what runs is found running at the next start.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static StreamId StreamOf(SessionId session) => StreamId.Of(CommandQueueMachine.Kind, session.Value);

    private void Committed(Receipt<CommandQueue> receipt)
    {
        if (receipt.State.Open.IsEmpty) _open.TryRemove(receipt.State.Session, out _);
        else _open[receipt.State.Session] = receipt.State.Open.Length;
        Heard(receipt);
        foreach (var recorded in receipt.Events)
            if (EndedBy(recorded.Event) is { } ended)
                Forget(ended);
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
