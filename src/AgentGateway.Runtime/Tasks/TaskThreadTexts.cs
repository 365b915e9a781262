using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tasks;

/// <summary>
/// The tasks of a deleted thread. One that is open keeps the person's thread from being deleted, but not a hidden thread,
/// which goes with the thread that asked for its work: such a task is cancelled first.
/// </summary>
internal sealed class TaskThreadTexts(TaskDispatcher dispatcher, TaskSignals signals, ITaskReads reads) : IThreadTexts
{
    private const int Page = 100;

    public async Task EraseAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        TaskId? after = null;
        while (await reads.TasksAsync(new(Thread: thread), after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var task in page) await EraseAsync(task, cancellationToken);
            after = page[^1].Id;
        }
    }

    private async Task EraseAsync(AgentTask found, CancellationToken cancellationToken)
    {
        var task = found.Id;
        if (!found.HasEnded)
            await dispatcher.TellAsync(task, new CancelTask("Its thread was deleted."), cancellationToken);

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
