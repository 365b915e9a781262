using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;

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
}
