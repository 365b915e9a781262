namespace AgentGateway.Agents.Tests.Support;

/// <summary>
/// A clock that stands still until it is moved. With <paramref name="skipUpTo"/> it jumps by itself over every wait that is not longer,
/// so that retries take no time and other time-outs never come.
/// </summary>
internal sealed class FakeTime(TimeSpan skipUpTo = default) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _awaited = [];
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The waits that were jumped over, in order.</summary>
    public List<TimeSpan> Skipped { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock; timers that fall due meanwhile fire on this thread, in order, each at its time.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (true)
        {
            FakeTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
                if (next is null)
                {
                    _now = end;
                    return;
                }

                _now = next.DueAt > _now ? next.DueAt : _now;
                _timers.Remove(next);
            }

            next.Fire();
        }
    }

    /// <summary>Completes when somebody waits for that long from now: then the clock can be moved without being ahead of them.</summary>
    public Task Armed(TimeSpan dueTime)
    {
        lock (_gate)
        {
            if (_timers.Any(timer => timer.DueAt == _now + dueTime)) return Task.CompletedTask;
            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((dueTime, armed));
            return armed.Task;
        }
    }

    private void Schedule(FakeTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.DueAt = _now + dueTime;
            if (dueTime > skipUpTo)
            {
                _timers.Add(timer);
                foreach (var (due, armed) in _awaited)
                    if (due == dueTime)
                        armed.TrySetResult();
                return;
            }

            _now = timer.DueAt;
            if (dueTime > TimeSpan.Zero) Skipped.Add(dueTime);
        }

        ThreadPool.QueueUserWorkItem(_ => timer.Fire());
    }

    private sealed class FakeTimer(FakeTime time, Action fire) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => time.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
