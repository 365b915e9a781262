using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Storage.Tasks;

namespace AgentGateway.Storage.InMemory;

/// <summary>The queries' twin in memory.</summary>
internal sealed class VolatileTaskReads(VolatileTables tables) : ITaskReads
{
    public ValueTask<AgentTask?> TaskAsync(TaskId id, CancellationToken cancellationToken) => Read(() => tables.Tasks.GetValueOrDefault(id), cancellationToken);

    public ValueTask<IReadOnlyList<AgentTask>> TasksAsync(TaskFilter filter, TaskId? after, int limit, CancellationToken cancellationToken)
    {
        var words = TaskTables.Words(filter.Query);
        return Read<IReadOnlyList<AgentTask>>(
            () =>
            [
                .. tables.Tasks.Values
                    .Where(task => after is null || string.CompareOrdinal(task.Id.Value, after.Value.Value) < 0)
                    .Where(task => filter.Phases?.Contains(task.Phase) != false && (filter.Thread is null || task.Thread == filter.Thread))
                    .Where(task => words.All(word => TaskTables.Folded(task).Contains(word, StringComparison.Ordinal)))
                    .OrderByDescending(task => task.Id.Value, StringComparer.Ordinal).Take(limit),
            ],
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<AgentTask>> ChildrenAsync(TaskId parent, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<AgentTask>>(
            () => [.. tables.Tasks.Values.Where(task => task.Parent == parent).OrderBy(task => task.Id.Value, StringComparer.Ordinal)], cancellationToken);

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (tables.Gate) return new(read());
    }
}
