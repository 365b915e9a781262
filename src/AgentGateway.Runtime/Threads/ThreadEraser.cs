using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Erases what a deleted thread said: the payloads of its events with their words in the search index, its artifacts,
/// its approvals, questions and tasks, and the hidden threads of its delegations. Each step may be repeated.
/// </summary>
public sealed class ThreadEraser
{
    private readonly StreamEraser _eraser;
    private readonly ThreadDispatcher _dispatcher;
    private readonly ArtifactService _artifacts;
    private readonly IThreadTexts[] _others;

    internal ThreadEraser(
        StreamEraser eraser,
        ThreadDispatcher dispatcher,
        ArtifactService artifacts,
        IEnumerable<IThreadTexts> others) =>
        (_eraser, _dispatcher, _artifacts, _others) = (eraser, dispatcher, artifacts, [.. others]);

    internal async Task EraseAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        foreach (var other in _others) await other.EraseAsync(thread, cancellationToken);
        await _eraser.EraseAsync<ThreadDeleted>(
            ThreadStream.Kind,
            StreamId.Of(ThreadMachine.Kind, thread.Value),
            async happened =>
            {
                // The hidden thread goes first: only this event names it.
                if (happened is DelegationRequested { HiddenThread: var hidden })
                    await DeleteHiddenAsync(hidden, cancellationToken);
            },
            cancellationToken);
        await _artifacts.RemoveOfThreadAsync(thread, cancellationToken);
        await _dispatcher.SendAsync(thread, "daemon", new ConfirmErased(), urgent: true, cancellationToken);
    }

    /// <summary>
    /// Deletes the hidden thread and erases it here, so that nothing of it is left when this thread counts as erased.
    /// </summary>
    private async Task DeleteHiddenAsync(ThreadId hidden, CancellationToken cancellationToken)
    {
        await _dispatcher.SendAsync(
            hidden, "daemon", new DeleteThread(BeforeItExists: true), urgent: true, cancellationToken);
        await EraseAsync(hidden, cancellationToken);
    }
}
