namespace AgentGateway.McpClients;

/// <summary>Lets a bounded amount through in a second; the rest waits in the pipe of its sender.</summary>
internal sealed class RateLimit(int perSecondMax, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private long _since = time.GetTimestamp();
    private int _taken;

    public async ValueTask TakeAsync(int amount, CancellationToken cancellationToken)
    {
        _taken += amount;
        if (_taken < perSecondMax) return;
        var rest = Second - time.GetElapsedTime(_since);
        if (rest > TimeSpan.Zero) await Task.Delay(rest, time, cancellationToken);
        (_since, _taken) = (time.GetTimestamp(), 0);
    }
}
