using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>The tasks of a thread that have not ended, newest first.</summary>
internal sealed class TaskThreadWork(ITaskReads tasks) : IThreadWork
{
    private static readonly TaskPhase[] Open =
        [TaskPhase.Queued, TaskPhase.Running, TaskPhase.Waiting, TaskPhase.Blocked];

    public async ValueTask<IReadOnlyList<OpenWorkView>> OpenAsync(
        ThreadId thread, int limit, CancellationToken cancellationToken) =>
        [.. (await tasks.TasksAsync(new(Open, thread), null, limit, cancellationToken))
            .Select(task => new OpenWorkView("task", task.Id.Value, ViewWriter.Word(task.Phase), task.Title))];
}
