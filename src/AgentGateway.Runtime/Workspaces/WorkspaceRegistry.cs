using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>All workspaces as they are durable now, in memory, and the waiting for what becomes of one.</summary>
internal sealed class WorkspaceRegistry : ICommitSubscriber<WorkspaceState>
{
    private readonly ConcurrentDictionary<string, WorkspaceState> _states = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<Watch> _watches = [];

    /// <summary>By name.</summary>
    public IReadOnlyList<(string Name, WorkspaceState State)> All =>
        [.. _states.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Null when there is none of that name.</summary>
    public WorkspaceState? Find(string name) => _states.GetValueOrDefault(name);

    public async Task LoadAsync(IJournal journal, CancellationToken cancellationToken)
    {
        foreach (var snapshot in await journal.LoadKindAsync(WorkspaceMachine.Kind, cancellationToken))
        {
            var state = await SnapshotCodec.ReadAsync(WorkspaceStream.Kind, journal, snapshot, cancellationToken);
            if (state.Lifecycle != WorkspaceLifecycle.None) _states[snapshot.Stream.Id] = state;
        }
    }

    public void Committed(Receipt<WorkspaceState> receipt)
    {
        if (receipt.State.Lifecycle == WorkspaceLifecycle.None) _states.TryRemove(receipt.Stream.Id, out _);
        else _states[receipt.Stream.Id] = receipt.State;
        lock (_gate)
            foreach (var watch in _watches)
                if (watch.Name == receipt.Stream.Id
                    && receipt.Events.FirstOrDefault(recorded => watch.IsIt(recorded.Event, receipt.State)) is { } seen)
                    watch.Seen.TrySetResult((seen.Event, receipt.State));
    }

    /// <summary>Begins to watch; what is committed from now on is seen. Disposing it ends the watching.</summary>
    public Watch Follow(string name, Func<DomainEvent, WorkspaceState, bool> isIt)
    {
        var watch = new Watch(this, name, isIt);
        lock (_gate) _watches.Add(watch);
        return watch;
    }

    private void Forget(Watch watch)
    {
        lock (_gate) _watches.Remove(watch);
    }

    /// <summary>The wait for one event of a workspace.</summary>
    internal sealed class Watch(
        WorkspaceRegistry registry, string name, Func<DomainEvent, WorkspaceState, bool> isIt) : IDisposable
    {
        public string Name => name;

        public Func<DomainEvent, WorkspaceState, bool> IsIt => isIt;

        /// <summary>The event, and the state after its commit.</summary>
        public TaskCompletionSource<(DomainEvent Event, WorkspaceState State)> Seen { get; } = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => registry.Forget(this);
    }
}
