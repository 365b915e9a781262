using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Lanes: how many tasks run at once in all, for one agent and in one workspace. The task with the longest wait goes
/// first, where a level of priority counts as a fixed number of seconds; so the order of waiting tasks never changes.
/// </summary>
internal sealed class TaskLanes(TaskOptions options) : ICommitSubscriber<AgentTask>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TaskId, Lane> _taken = [];
    private readonly Dictionary<string, int> _agents = [];
    private readonly Dictionary<string, int> _workspaces = [];
    private readonly Dictionary<Lane, SortedSet<Waiting>> _waiting = [];

    /// <summary>Completes when the task has a lane, which it keeps until <see cref="Free"/>.</summary>
    public async Task AdmitAsync(AgentTask task, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(
            task.Id,
            Lane.Of(task),
            task.QueuedAt.UtcTicks - ((long)task.Priority * options.AgingSeconds * TimeSpan.TicksPerSecond));
        lock (_gate)
        {
            if (_taken.ContainsKey(task.Id)) return;
            if (!_waiting.TryGetValue(waiting.Lane, out var all)) _waiting[waiting.Lane] = all = new(Waiting.Order);
            all.Add(waiting);
        }

        Admit();
        await using var cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiting)state!).Admitted.TrySetCanceled(token), waiting);
        try
        {
            await waiting.Admitted.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_gate) Leave(waiting);
            throw;
        }
    }

    /// <summary>
    /// A task has a lane exactly while it runs, and between its admission and its claim.
    /// </summary>
    public void Committed(Receipt<AgentTask> receipt)
    {
        if (receipt.State.Phase == TaskPhase.Running) Take(receipt.State);
        else if (receipt.Before.Phase == TaskPhase.Running) Free(receipt.State.Id);
    }

    /// <summary>Takes a lane at once, even beyond the limits, for a run that goes on.</summary>
    public void Take(AgentTask task)
    {
        lock (_gate) Take(task.Id, Lane.Of(task));
    }

    /// <summary>Frees the lane; does nothing when the task has none.</summary>
    public void Free(TaskId task)
    {
        lock (_gate)
        {
            if (!_taken.Remove(task, out var lane)) return;
            Count(_agents, lane.Agent, -1);
            Count(_workspaces, lane.Workspace, -1);
        }

        Admit();
    }

    private void Admit()
    {
        while (true)
        {
            Waiting? next = null;
            lock (_gate)
            {
                if (_taken.Count >= options.RunningMax) return;
                foreach (var (lane, waiting) in _waiting)
                    if (HasRoom(lane)
                        && waiting.Min is { } first
                        && (next is null || Waiting.Order.Compare(first, next) < 0))
                        next = first;
                if (next is null) return;
                Leave(next);
                Take(next.Task, next.Lane);
            }

            // A task that was cancelled while it waited frees its lane for another one.
            if (!next.Admitted.TrySetResult()) lock (_gate) Return(next);
        }
    }

    private void Take(TaskId task, Lane lane)
    {
        if (!_taken.TryAdd(task, lane)) return;
        Count(_agents, lane.Agent, 1);
        Count(_workspaces, lane.Workspace, 1);
    }

    private void Return(Waiting waiting)
    {
        if (!_taken.Remove(waiting.Task)) return;
        Count(_agents, waiting.Lane.Agent, -1);
        Count(_workspaces, waiting.Lane.Workspace, -1);
    }

    private bool HasRoom(Lane lane) =>
        (lane.Agent is null || _agents.GetValueOrDefault(lane.Agent) < options.RunningPerAgentMax)
        && (lane.Workspace is null || _workspaces.GetValueOrDefault(lane.Workspace) < options.RunningPerWorkspaceMax);

    private void Leave(Waiting waiting)
    {
        if (!_waiting.TryGetValue(waiting.Lane, out var all)) return;
        all.Remove(waiting);
        if (all.Count == 0) _waiting.Remove(waiting.Lane);
    }

    private static void Count(Dictionary<string, int> counts, string? name, int by)
    {
        if (name is null) return;
        var count = counts.GetValueOrDefault(name) + by;
        if (count == 0) counts.Remove(name);
        else counts[name] = count;
    }

    private readonly record struct Lane(string? Agent, string? Workspace)
    {
        public static Lane Of(AgentTask task) => new(task.Agent?.Value, task.Workspace);
    }

    private sealed record Waiting(TaskId Task, Lane Lane, long Place)
    {
        public static readonly IComparer<Waiting> Order = Comparer<Waiting>.Create(static (one, other) =>
            one.Place != other.Place
                ? one.Place.CompareTo(other.Place)
                : string.CompareOrdinal(one.Task.Value, other.Task.Value));

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
