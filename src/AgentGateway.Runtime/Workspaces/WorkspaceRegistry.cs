using System.Collections.Concurrent;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>All workspaces as they are durable now, in memory, and the waiting for what becomes of one.</summary>
internal sealed class WorkspaceRegistry(TimeProvider time) : ICommitSubscriber<WorkspaceState>
{
    private readonly ConcurrentDictionary<string, WorkspaceState> _states = new(StringComparer.Ordinal);

    /// <summary>
    /// Tells by name what happened to a workspace; <see cref="Find"/> gives the state that it led to by then.
    /// </summary>
    public ChangeSignals<string, WorkspaceChange> Changes { get; } = new(time);

    /// <summary>By name.</summary>
    public IReadOnlyList<(string Name, WorkspaceState State)> All =>
        [.. _states.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Null when there is none of that name.</summary>
    public WorkspaceState? Find(string name) => _states.GetValueOrDefault(name);

    public async Task LoadAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var stored = SnapshotCodec.ReadAllAsync(WorkspaceStream.Kind, journal, cancellationToken);
        await foreach (var (stream, state) in stored)
            if (state.Lifecycle != WorkspaceLifecycle.None) _states[stream.Id] = state;
    }

    public void Committed(Receipt<WorkspaceState> receipt)
    {
        if (receipt.State.Lifecycle == WorkspaceLifecycle.None) _states.TryRemove(receipt.Stream.Id, out _);
        else _states[receipt.Stream.Id] = receipt.State;
        foreach (var recorded in receipt.Events)
            Changes.Tell(receipt.Stream.Id, new(recorded.Event, receipt.State));
    }
}
