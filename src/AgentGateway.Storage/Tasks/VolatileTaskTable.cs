using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Tasks;

/// <summary>Tasks in memory.</summary>
internal sealed class VolatileTaskTable(Lock gate) : VolatileTable(gate), ITaskReads
{
    private readonly Dictionary<TaskId, TaskRow> _rows = [];

    public override void Put(ReadRow row, long position) => _rows[((TaskRow)row).Task.Id] = (TaskRow)row;

    public override void Remove(ReadRow row) => _rows.Remove(((TaskRow)row).Task.Id);

    public override ReadRow? Find(ReadRow row, long position) => _rows.GetValueOrDefault(((TaskRow)row).Task.Id);

    public ValueTask<AgentTask?> TaskAsync(TaskId id, CancellationToken cancellationToken) =>
        Read(() => _rows.GetValueOrDefault(id)?.Task, cancellationToken);

    public ValueTask<IReadOnlyList<AgentTask>> TasksAsync(
        TaskFilter filter, TaskId? after, int limit, CancellationToken cancellationToken)
    {
        var words = TaskTable.Words(filter.Query);
        return Read<IReadOnlyList<AgentTask>>(
            () =>
            [
                .. _rows.Values.Select(row => row.Task)
                    .Where(task => after is null || string.CompareOrdinal(task.Id.Value, after.Value.Value) < 0)
                    .Where(task => filter.Phases?.Contains(task.Phase) != false
                        && (filter.Thread is null || task.Thread == filter.Thread))
                    .Where(task => words.All(word => TaskTable.Folded(task).Contains(word, StringComparison.Ordinal)))
                    .OrderByDescending(task => task.Id.Value, StringComparer.Ordinal).Take(limit),
            ],
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<AgentTask>> ChildrenAsync(TaskId parent, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<AgentTask>>(
            () =>
            [
                .. _rows.Values.Select(row => row.Task).Where(task => task.Parent == parent)
                    .OrderBy(task => task.Id.Value, StringComparer.Ordinal),
            ],
            cancellationToken);
}
