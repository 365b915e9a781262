using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tasks;

/// <summary>The tasks of a thread that have ended. One that is open keeps its thread from being deleted.</summary>
internal sealed class TaskThreadTexts(TaskDispatcher dispatcher, TaskSignals signals, ITaskReads reads) : IThreadTexts
{
    private const int Page = 100;

    private static readonly TaskPhase[] Ended = [TaskPhase.Completed, TaskPhase.Failed, TaskPhase.Cancelled];

    public async Task EraseAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        TaskId? after = null;
        while (await reads.TasksAsync(new(Ended, thread), after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var task in page) await EraseAsync(task.Id, cancellationToken);
            after = page[^1].Id;
        }
    }

    private async Task EraseAsync(TaskId task, CancellationToken cancellationToken)
    {
        // What it had left running is stopped first; a task that was asked for again meanwhile stays.
        await signals.UntilAsync(
            task.Value,
            async () => await dispatcher.LoadStoredAsync(task, cancellationToken)
                is not { HasEnded: true, IsOver: false },
            cancellationToken);
        await dispatcher.TellAsync(task, new DeleteTask(), cancellationToken);
        await signals.UntilAsync(
            task.Value,
            async () => await dispatcher.LoadStoredAsync(task, cancellationToken) is not { EraseKey: not null },
            cancellationToken);
    }
}
