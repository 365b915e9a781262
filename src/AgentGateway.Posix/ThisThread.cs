namespace AgentGateway.Posix;

/// <summary>What the system knows of the thread that asks.</summary>
public static class ThisThread
{
    [ThreadStatic]
    private static bool _hasOwnKeyring;

    /// <summary>
    /// From now on the thread, and each process and thread that it starts, has an empty keyring of the kernel instead of
    /// the one of the person's login: programs would otherwise have the keys in there, in a sandbox too. Where
    /// the kernel refuses keyrings, as in many containers, programs get none either.
    /// </summary>
    public static void LeaveLoginKeyring()
    {
        if (_hasOwnKeyring) return;
        _hasOwnKeyring = true;
        Libc.JoinNewKeyring();
    }

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
