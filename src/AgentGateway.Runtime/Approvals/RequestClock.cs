using System.Collections.Concurrent;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Whether the time to decide is over, by the monotonic clock: a wall clock that jumps neither ends nor prolongs it.
/// Only what was asked before the daemon started is measured by the wall clock once, at the start, and then has at most
/// its whole time left.
/// </summary>
internal sealed class RequestClock(TimeProvider time)
{
    private readonly ConcurrentDictionary<PersonRequestId, (long Since, TimeSpan Left)> _known = new();

    /// <summary>
    /// Measures from now on a request that is asked now, or was pending when the daemon started. To be called before a
    /// person can decide.
    /// </summary>
    public void Begin(PersonRequestId id, DateTimeOffset createdAt, DateTimeOffset expiresAt) =>
        _known[id] = (time.GetTimestamp(), Clamp(expiresAt - time.GetUtcNow(), expiresAt - createdAt));

    /// <summary>
    /// A request that is not measured has ended, or was approved and not used before the daemon started. Then the wall
    /// clock tells; where it is behind the moment of asking, nothing can be told and the request counts as overdue.
    /// </summary>
    public bool IsOverdue(PersonRequestId id, DateTimeOffset createdAt, DateTimeOffset expiresAt)
    {
        if (_known.TryGetValue(id, out var known)) return time.GetElapsedTime(known.Since) >= known.Left;
        var now = time.GetUtcNow();
        return now < createdAt || now >= expiresAt;
    }

    public void Forget(PersonRequestId id) => _known.TryRemove(id, out _);

    private static TimeSpan Clamp(
        TimeSpan left, TimeSpan whole) => left < TimeSpan.Zero ? TimeSpan.Zero : left > whole ? whole : left;
}
