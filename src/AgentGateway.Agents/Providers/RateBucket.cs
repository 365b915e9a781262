namespace AgentGateway.Agents.Providers;

/// <summary>
/// So many units a minute: a store that refills evenly and holds a minute's worth. What was taken on an estimate is
/// corrected when the true figure is known, and may leave the store in debt. Its owner guards it against concurrent
/// use.
/// </summary>
internal sealed class RateBucket(long? perMinute, TimeProvider time)
{
    private double _stored = perMinute ?? 0;
    private long _at = time.GetTimestamp();

    /// <summary>How long until that much is there; more than fits counts as a full store.</summary>
    public TimeSpan WaitFor(long units)
    {
        if (perMinute is not { } rate) return TimeSpan.Zero;
        Refill(rate);
        var missing = Math.Min(units, rate) - _stored;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(missing / rate);
    }

    /// <summary>Takes that much, or with a negative figure gives it back.</summary>
    public void Take(long units)
    {
        if (perMinute is not { } rate) return;
        Refill(rate);
        _stored = Math.Min(rate, _stored - Math.Min(units, rate));
    }

    private void Refill(long rate)
    {
        var now = time.GetTimestamp();
        _stored = Math.Min(rate, _stored + time.GetElapsedTime(_at, now).TotalMinutes * rate);
        _at = now;
    }
}
