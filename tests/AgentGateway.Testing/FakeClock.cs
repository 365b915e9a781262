namespace AgentGateway.Testing;

/// <summary>
/// A clock that stands still until a test moves it. With <paramref name="skipUpTo"/> it jumps by itself over every wait
/// that is not longer, so that retries take no time and longer time-outs never come.
/// </summary>
public sealed class FakeClock(TimeSpan skipUpTo = default) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private readonly List<TimeSpan> _skipped = [];
    private readonly List<(TimeSpan? DueTime, TaskCompletionSource Armed)> _awaited = [];
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The waits that were jumped over, in order.</summary>
    public IReadOnlyList<TimeSpan> Skipped
    {
        get
        {
            lock (_gate) return [.. _skipped];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock; timers that fall due meanwhile fire on this thread, in order, each at its time.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (TakeNext(end) is { } next) next.Fire();
    }

    /// <summary>
    /// Completes when something waits for that long from now, or, without <paramref name="dueTime"/>, for any time:
    /// then the clock can be moved without being ahead of it.
    /// </summary>
    public Task ArmedAsync(TimeSpan? dueTime = null)
    {
        lock (_gate)
        {
            if (_timers.Any(timer => dueTime is null || timer.DueAt == _now + dueTime)) return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((dueTime, armed));
            return armed.Task.WaitAsync(Limits.Signal);
        }
    }

    /// <summary>
    /// The timer that is due next, no later than <paramref name="end"/>, taken away and with the clock at its time.
    /// </summary>
    private Timer? TakeNext(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is null)
            {
                _now = end;
                return null;
            }

            _now = next.DueAt > _now ? next.DueAt : _now;
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero) Add(next, next.Period);
            return next;
        }
    }

    private void Schedule(Timer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Period = period;
            if (dueTime > skipUpTo)
            {
                Add(timer, dueTime);
                return;
            }

            _now += dueTime;
            if (dueTime > TimeSpan.Zero) _skipped.Add(dueTime);
        }

        ThreadPool.QueueUserWorkItem(_ => timer.Fire());
    }

    private void Add(Timer timer, TimeSpan dueTime)
    {
        timer.DueAt = _now + dueTime;
        _timers.Add(timer);
        foreach (var (awaited, armed) in _awaited)
            if (awaited is null || awaited == dueTime)
                armed.TrySetResult();
    }

    private sealed class Timer(FakeClock clock, Action fire) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
