namespace AgentGateway.Testing;

/// <summary>The system's clock, moved by a test. Its timers go on as ever.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _elapsedTicks;
    private long _wallTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Lets this much time have passed.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _elapsedTicks, by.Ticks);
        Interlocked.Add(ref _wallTicks, by.Ticks);
    }

    /// <summary>Sets the clock on the wall, forward or back, as its administrator may; no time passes.</summary>
    public void SetBy(TimeSpan shift) => Interlocked.Add(ref _wallTicks, shift.Ticks);

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref _elapsedTicks);

    public override DateTimeOffset GetUtcNow() =>
        base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _wallTicks));
}
