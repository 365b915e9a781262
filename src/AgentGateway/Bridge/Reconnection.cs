namespace AgentGateway.Bridge;

/// <summary>
/// When to look for a daemon after one is gone. A daemon that died is replaced at once. One that was stopped on
/// purpose, or died soon after its start, is replaced when the client next sends something; until then a daemon that
/// was started by others is looked for now and then. One that closes each connection at once is tried ever more rarely.
/// </summary>
internal sealed class Reconnection(DaemonLink link)
{
    private const int YoungMilliseconds = 2_000;
    private const int LookMillisecondsMin = 250;
    private const int LookMillisecondsMax = 4_000;
    private const int AskedMillisecondsMin = 1_000;

    private long _connectedAt = Environment.TickCount64;
    private long _askedAt = long.MinValue / 2;
    private int _lookMilliseconds;

    /// <summary>When to look next, on the clock of <see cref="Environment.TickCount64"/>.</summary>
    public long At { get; private set; }

    /// <summary>Why there is no daemon now.</summary>
    public Problem Problem { get; private set; } = Problem.Gone;

    /// <summary>The connection just ended.</summary>
    /// <returns>Whether there is another one.</returns>
    public bool Lost()
    {
        Problem = Problem.Gone;
        var isYoung = Environment.TickCount64 - _connectedAt < YoungMilliseconds;
        _lookMilliseconds = isYoung
            ? Math.Clamp(_lookMilliseconds * 2, LookMillisecondsMin, LookMillisecondsMax)
            : LookMillisecondsMin;
        At = Environment.TickCount64 + _lookMilliseconds;
        return !isYoung && (link.DaemonDied ? Open() : Noted(link.TryConnect()));
    }

    /// <param name="isAsked">Whether the client waits for a daemon.</param>
    public bool IsDue(bool isAsked) =>
        Environment.TickCount64 >= (isAsked ? Math.Min(At, _askedAt + AskedMillisecondsMin) : At);

    /// <returns>Whether there is a daemon again.</returns>
    public bool Try(bool isAsked)
    {
        _lookMilliseconds = Math.Clamp(_lookMilliseconds * 2, LookMillisecondsMin, LookMillisecondsMax);
        At = Environment.TickCount64 + _lookMilliseconds;
        return isAsked ? Open() : Noted(link.TryConnect());
    }

    private bool Open()
    {
        var problem = link.Open();
        _askedAt = Environment.TickCount64;
        if (problem is not null) Problem = problem;
        return Noted(problem is null);
    }

    private bool Noted(bool isConnected)
    {
        if (isConnected) _connectedAt = Environment.TickCount64;
        return isConnected;
    }
}
