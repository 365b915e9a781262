using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Tasks;

/// <summary>What is stored of tasks, the ways to change and to erase it, and the subscription to changes.</summary>
internal sealed record StoredTasks(
    TaskDispatcher Dispatcher,
    TaskHistory History,
    TaskSignals Signals,
    TaskFamilies Families,
    ITaskReads Reads,
    IJournal Journal,
    StreamEraser Eraser)
{
    /// <summary>The refusal for the first of the tasks that does not exist; null when all exist.</summary>
    public async ValueTask<Rejection?> FindUnknownAsync(
        IReadOnlyList<TaskId> tasks, CancellationToken cancellationToken)
    {
        foreach (var task in tasks)
            if (await Dispatcher.LoadAsync(task, cancellationToken) is null)
                return TaskRejections.UnknownDependency(task.Value);
        return null;
    }
}
