using System.Collections.Concurrent;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Whether the time to decide is over, by the monotonic clock: a wall clock that jumps neither ends nor prolongs it. Only what was
/// asked before the daemon started is measured by the wall clock once, when it is first seen.
/// </summary>
internal sealed class AskClock(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (long Since, TimeSpan Left)> _known = new();

    public bool IsOverdue(string id, DateTimeOffset createdAt, DateTimeOffset expiresAt)
    {
        var (since, left) = _known.GetOrAdd(
            id,
            static (_, ask) => (ask.time.GetTimestamp(), Clamp(ask.expiresAt - ask.time.GetUtcNow(), ask.expiresAt - ask.createdAt)),
            (time, createdAt, expiresAt));
        return time.GetElapsedTime(since) >= left;
    }

    public void Forget(string id) => _known.TryRemove(id, out _);

    private static TimeSpan Clamp(TimeSpan left, TimeSpan whole) => left < TimeSpan.Zero ? TimeSpan.Zero : left > whole ? whole : left;
}
