using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// Finds a circle that new dependencies of a task would close. It is a loop and not recursive, because graphs may be
/// deep.
/// </summary>
internal static class TaskCircle
{
    /// <summary>The circle from the task to itself; null when there is none.</summary>
    public static async ValueTask<IReadOnlyList<TaskId>?> FindAsync(
        TaskId task, IReadOnlyList<TaskId> dependencies, ITaskReads reads, CancellationToken cancellationToken)
    {
        // For each task that was reached, the task that led to it.
        Dictionary<TaskId, TaskId> from = [];
        Stack<TaskId> left = new();
        Visit(task, dependencies);
        while (left.TryPop(out var next))
        {
            if (next == task) return Path(task, from);
            if (await reads.TaskAsync(next, cancellationToken) is { } state)
                Visit(next, state.Dependencies.Select(dependency => dependency.Task));
        }

        return null;

        void Visit(TaskId by, IEnumerable<TaskId> all)
        {
            foreach (var one in all)
                if (from.TryAdd(one, by))
                    left.Push(one);
        }
    }

    private static List<TaskId> Path(TaskId task, Dictionary<TaskId, TaskId> from)
    {
        List<TaskId> path = [task];
        for (var at = from[task]; at != task; at = from[at]) path.Add(at);
        path.Add(task);
        path.Reverse();
        return path;
    }
}
