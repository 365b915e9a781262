namespace AgentGateway.Runtime.Tests.Support;

/// <summary>The system's clock, whose hands somebody moves; its monotonic part and its timers go on as ever.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _shiftTicks;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shiftTicks));
}
