namespace AgentGateway.Runtime.Sessions;

/// <summary>Allows a number of events at once, then one in each step of time. Not safe for several threads.</summary>
internal sealed class TokenBucket(TimeProvider time, int capacity, TimeSpan refill)
{
    private double _tokens = capacity;
    private long _at = time.GetTimestamp();

    /// <param name="wait">How long until the next one, where there is none.</param>
    public bool TryTake(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(capacity, _tokens + time.GetElapsedTime(_at, now) / refill);
        _at = now;
        wait = TimeSpan.Zero;
        if (_tokens < 1)
        {
            wait = (1 - _tokens) * refill;
            return false;
        }

        _tokens--;
        return true;
    }
}
