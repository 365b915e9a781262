namespace AgentGateway.Posix;

/// <summary>What the system knows of the thread that asks.</summary>
public static class ThisThread
{
    /// <summary>How long it has used a processor. On a busy machine that is much less than has passed.</summary>
    public static unsafe TimeSpan ProcessorTime
    {
        get
        {
            const int OfThisThread = 3;
            const int NanosecondsPerTick = 100;
            var time = stackalloc nint[2];
            return Libc.ReadClock(OfThisThread, time) < 0
                ? throw OsException.Last("clock_gettime")
                : TimeSpan.FromSeconds(time[0]) + TimeSpan.FromTicks(time[1] / NanosecondsPerTick);
        }
    }
}
