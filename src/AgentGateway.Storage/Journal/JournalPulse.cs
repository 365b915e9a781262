using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// The newest visible position, and the waiters for the next. All waiters share one task, and the writer only hands it
/// to the thread pool, so that a thousand followers cost it no more than one.
/// </summary>
internal sealed class JournalPulse
{
    private TaskCompletionSource? _next;
    private long _position;
    private volatile bool _closed;

    public long Position => Volatile.Read(ref _position);

    public void Advance(long position)
    {
        if (position == _position)
            return;
        Interlocked.Exchange(ref _position, position);
        Wake();
    }

    /// <summary>Nothing comes any more: present and later waiters are told so.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
        Wake();
    }

    /// <exception cref="JournalUnavailableException">The journal was closed before the position came.</exception>
    public async Task WaitPastAsync(long position, CancellationToken cancellationToken)
    {
        while (Position <= position)
        {
            var next = Next();

            // The position may have been passed before the wait was registered.
            if (Position > position)
                return;
            if (_closed)
                throw Unavailable.Closed();
            await next.WaitAsync(cancellationToken);
        }
    }

    private Task Next()
    {
        var known = Volatile.Read(ref _next);
        if (known is not null)
            return known.Task;
        var mine = new TaskCompletionSource();
        return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _next, null) is { } waited)
            ThreadPool.UnsafeQueueUserWorkItem(static source => source.SetResult(), waited, preferLocal: false);
    }
}
