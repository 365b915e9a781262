using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Json;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Tasks put together: their machine, what performs its effects, and the service that doors call.</summary>
internal sealed class TaskHost : IAsyncDisposable
{
    private readonly MachineHost<TaskMachine, AgentTask, TaskCommand> _host;
    private readonly TaskSignals _signals = new();
    private readonly SemaphoreSlim _families = new(1);
    private readonly TaskLanes _lanes;

    public TaskHost(
        TaskOptions options,
        IJournal journal,
        ITaskReads reads,
        ICommandQueueReads commands,
        ThreadService threads,
        ThreadDispatcher threadDispatcher,
        ThreadOptions threadOptions,
        SessionService sessions,
        WorkspaceService workspaces,
        WorkspaceFiles files,
        AgentCatalogue catalogue,
        TaskGate gate,
        SandboxChoice sandbox,
        IIdSource ids,
        TimeProvider time,
        ILogger log)
    {
        TaskRunner? runner = null;
        _lanes = new(options);
        _host = new(
            new()
            {
                StateJson = DomainJson.Plain.AgentTask,
                Perform = (_, task, effect, cancellationToken) => runner!.PerformAsync(task, effect, cancellationToken),
                Committed = Committed,
            },
            journal,
            time,
            log);
        var dispatcher = new TaskDispatcher(_host, options, ids, time);
        var history = new TaskHistory(journal);
        var places = new TaskPlaces(workspaces, threadDispatcher);
        Service = new(
            dispatcher, history, _signals, _families, reads, journal, threadDispatcher, catalogue, files, workspaces, threadOptions, gate, places);
        runner = new(
            dispatcher,
            history,
            reads,
            _lanes,
            _signals,
            new(threads, threadDispatcher, journal, _signals),
            new(sessions, commands, _signals, gate, sandbox, options),
            gate,
            places,
            threadDispatcher,
            _families,
            options,
            log);
    }

    public TaskService Service { get; }

    public void Wake(StreamId stream) => _host.Wake(stream);

    /// <summary>Turns may have moved on, for which tasks wait.</summary>
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
            if (turn is { } moved) _signals.Tell(moved.Value);
        }
    }

    /// <summary>Commands may have ended, for which tasks wait.</summary>
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
            if (command is { } ended) _signals.Tell(ended.Value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _families.Dispose();
    }

    /// <summary>A task has a lane exactly while it runs; between being let run and running it keeps the one that it was given.</summary>
    private void Committed(Receipt<AgentTask> receipt)
    {
        if (receipt.State.Phase == TaskPhase.Running) _lanes.Take(receipt.State);
        else if (receipt.Before.Phase == TaskPhase.Running) _lanes.Free(receipt.State.Id);
        _signals.Tell(receipt.State.Id.Value);
    }
}
