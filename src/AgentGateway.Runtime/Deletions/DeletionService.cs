using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Deletions;

/// <summary>
/// Deletes threads for good. The open turns of a thread end with it; one that forks or open tasks need is not deleted.
/// The person alone may do this, so no tool does.
/// </summary>
public sealed class DeletionService : ICommitSubscriber<AgentThread>
{
    /// <summary>So many forks or tasks are named in a refusal.</summary>
    private const int NamedMax = 5;

    /// <summary>The answer waits so long for the texts to be erased.</summary>
    private static readonly TimeSpan ErasedWithin = TimeSpan.FromSeconds(30);

    private static readonly TaskPhase[] OpenPhases =
        [TaskPhase.Queued, TaskPhase.Running, TaskPhase.Waiting, TaskPhase.Blocked];

    private readonly StoredThreads _records;
    private readonly ITaskReads _tasks;
    private readonly KeySignals<ThreadId> _erased;

    internal DeletionService(StoredThreads records, ITaskReads tasks, TimeProvider time) =>
        (_records, _tasks, _erased) = (records, tasks, new(time));

    /// <summary>
    /// Deletes the thread. Answers when its texts are erased, or after half a minute when that takes longer.
    /// </summary>
    public async Task<Outcome<DeletedThreadView>> DeleteAsync(
        Caller caller, string threadId, CancellationToken cancellationToken)
    {
        if ((await _records.FindAsync(threadId, cancellationToken)).IsRejected(out var refused, out var thread))
            return refused;
        var forks = await _records.Reads.ForksAsync(thread.Id, NamedMax, cancellationToken);
        if (forks.Count > 0) return DeletionRejections.Forked([.. forks.Select(fork => fork.Id.Value)]);
        var tasks = await _tasks.TasksAsync(new(OpenPhases, thread.Id), null, NamedMax, cancellationToken);
        if (tasks.Count > 0) return DeletionRejections.HasTasks([.. tasks.Select(task => task.Id.Value)]);
        var deleted = await _records.Dispatcher.SendAsync(
            thread.Id, caller.Principal.Name, new DeleteThread(), urgent: true, cancellationToken);
        if (deleted.IsRejected(out refused)) return refused;
        var isErased = await _erased.UntilAsync(
            thread.Id,
            async () => await _records.Dispatcher.LoadStoredAsync(thread.Id, cancellationToken)
                is { IsDeleted: true, EraseKey: null },
            ErasedWithin,
            cancellationToken);
        var messages = thread.LastSeq - (thread.Fork?.Seq ?? 0);
        return new DeletedThreadView(thread.Id.Value, thread.Title ?? "", messages, isErased);
    }

    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        if (receipt.State is { IsDeleted: true, EraseKey: null }) _erased.Tell(receipt.State.Id);
    }
}
