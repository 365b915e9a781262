using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Json;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Everything that sessions are made of, put together and taken apart in the right order.</summary>
internal sealed class SessionHouse : IAsyncDisposable
{
    private readonly IJournal _journal;
    private readonly SessionRegistry _registry = new();
    private readonly MachineHost<SessionMachine, TerminalSession, SessionCommand> _host;
    private readonly SessionBackends _backends;
    private readonly LiveSessions _lives;
    private readonly SessionEffects _effects;
    private readonly OutputLane _recording = new("session output", Math.Max(2, Environment.ProcessorCount));
    private readonly OutputLane _indexing = new("session index", threads: 1);
    private readonly CommandQueues _queues;

    /// <param name="heard">Hears of every append of a command queue, after it is durable.</param>
    public SessionHouse(
        RuntimeOptions options,
        IJournal journal,
        ICommandQueueReads commands,
        ThreadDispatcher threads,
        Func<string, WorkspacePlace?> workspaces,
        Action<Receipt<CommandQueue>> heard,
        IIdSource ids,
        TimeProvider time,
        ILoggerFactory logs)
    {
        _journal = journal;
        var places = (options.Places ?? SessionPlaces.None) with { StrictSandbox = () => options.Gate.Rules().StrictSandbox };
        var log = logs.CreateLogger<SessionService>();
        var changes = new SessionChanges(time);
        SessionEffects? effects = null;
        _host = new(
            new()
            {
                StateJson = DomainJson.Plain.TerminalSession,
                Perform = (_, session, effect, cancellationToken) => effects!.PerformAsync(session, effect, cancellationToken),
                Committed = receipt =>
                {
                    _registry.Committed(receipt);
                    changes.Listed(receipt.State.Id);
                    if (receipt.State.HasEnded || receipt.State.Run != receipt.Before.Run) Close(receipt);
                },
            },
            journal,
            time,
            log);
        var dispatcher = new SessionDispatcher(_host, ids);
        var vault = new SessionVault(places);
        _backends = new(places, time);
        var launcher = new SessionLauncher(places, options.Sessions, vault, _backends, workspaces);
        var services = new LiveServices(
            dispatcher, changes, new(dispatcher, new(new(places.Environment, time))), options.OutputIndex, _recording, _indexing, options.Sessions, time, log);
        _lives = new(places, _backends, launcher, vault, services);
        _effects = effects = new(places, _lives, dispatcher, threads, options.OutputIndex, time);
        var texts = new CommandQueueTexts(journal);
        _queues = new(journal, ids, time, log, queues => new(queues, _registry, _lives, texts, time, log)) { Heard = heard };
        Service = new(new(places, options.Sessions, _registry, dispatcher, _backends, vault, launcher, _lives, services, journal, threads, workspaces, new(_queues, commands, texts)));
    }

    public SessionService Service { get; }

    /// <summary>Learns of all sessions that there are. What they owe is theirs to be woken for.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var snapshot in await _journal.LoadKindAsync(SessionMachine.Kind, cancellationToken))
            _registry.Add(await SnapshotCodec.ReadAsync<SessionMachine, TerminalSession, SessionCommand>(
                _journal, DomainJson.Plain.TerminalSession, snapshot, cancellationToken));
        await _queues.LoadAsync(cancellationToken);
    }

    public void Wake(StreamId stream) => _host.Wake(stream);

    public void WakeQueue(StreamId stream) => _queues.Wake(stream);

    /// <summary>
    /// First nothing is owed any more, so that the end of a terminal is not taken for the end of its session: at the next start, what
    /// ran in tmux is taken over, and what ran on a pty is shown as lost.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        await _host.DisposeAsync();
        await _lives.DisposeAsync();
        await _backends.DisposeAsync();
        _effects.Dispose();
        _recording.Dispose();
        _indexing.Dispose();
    }

    /// <summary>The living part of a run that is over goes, beside the commit that told so.</summary>
    private void Close(Receipt<TerminalSession> receipt) => _ = _lives.CloseAsync(receipt.State.Id, receipt.Before.Run);
}
