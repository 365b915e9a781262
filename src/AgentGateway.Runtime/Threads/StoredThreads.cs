using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Threads;

/// <summary>What is stored of threads, and the way to change it.</summary>
public sealed record StoredThreads(
    ThreadDispatcher Dispatcher, ThreadHistory History, IThreadReads Reads, IJournal Journal)
{
    internal async ValueTask<Outcome<AgentThread>> FindAsync(string threadId, CancellationToken cancellationToken)
    {
        if (ThreadArguments.Thread(threadId).IsRejected(out var refused, out var id)) return refused;
        return await Dispatcher.LoadAsync(id, cancellationToken) is { } thread
            ? thread
            : ThreadRejections.UnknownThread;
    }

    /// <summary>Sends a command of the caller; the answer is made from the thread as it is then.</summary>
    internal async Task<Outcome<T>> ChangeAsync<T>(
        Caller caller,
        string threadId,
        ThreadCommand command,
        Func<AgentThread, T> answer,
        CancellationToken cancellationToken)
    {
        if (ThreadArguments.Thread(threadId).IsRejected(out var refused, out var thread)) return refused;
        var outcome = await Dispatcher.SendAsync(
            thread, caller.Principal.Name, command, urgent: false, cancellationToken);
        return outcome.Map(receipt => answer(receipt.State));
    }
}
