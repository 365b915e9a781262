namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// How long a program may take to end after SIGHUP, and then after SIGTERM, before it is killed. Zero leaves that
/// signal out.
/// </summary>
public sealed record StopLimits(TimeSpan HangupWait, TimeSpan TerminateWait)
{
    /// <summary>Two seconds for each.</summary>
    public static StopLimits Usual { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

    /// <summary>No waiting: everything is killed.</summary>
    public static StopLimits AtOnce { get; } = new(TimeSpan.Zero, TimeSpan.Zero);
}
