namespace AgentGateway.Terminal.Input;

/// <summary>
/// Is over when nothing has gone forward for the whole limit. A long text that the program reads slowly therefore
/// arrives, and so does what waits behind it.
/// </summary>
internal sealed class IdleLimit : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly Func<long> _lastProgress;
    private readonly long _startedAt;
    private readonly CancellationTokenSource _over;
    private readonly ITimer _timer;

    /// <param name="lastProgress">The time stamp of <paramref name="time"/> at which something last went forward.</param>
    public IdleLimit(TimeProvider time, TimeSpan limit, Func<long> lastProgress, CancellationToken cancellationToken)
    {
        (_time, _limit, _lastProgress) = (time, limit, lastProgress);
        _startedAt = time.GetTimestamp();
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(
            static limit => ((IdleLimit)limit!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Is cancelled when the limit is over, or the caller's own token is.</summary>
    public CancellationToken Over => _over.Token;

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _over.Dispose();
    }

    private void Look()
    {
        var idle = _time.GetElapsedTime(Math.Max(_startedAt, _lastProgress()));
        if (idle >= _limit) _over.Cancel();
        else _timer.Change(_limit - idle, Timeout.InfiniteTimeSpan);
    }
}
