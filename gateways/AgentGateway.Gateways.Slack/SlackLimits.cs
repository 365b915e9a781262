using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>Until when Slack wants no calls, per method and, where it counts them so, per channel.</summary>
internal sealed class SlackLimits(TimeProvider time)
{
    /// <summary>A call waits no longer than this for its turn.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    /// <summary>What is waited where Slack does not say how long.</summary>
    private static readonly TimeSpan UnsaidPause = TimeSpan.FromSeconds(3);

    private const int BucketsMax = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _until = [];

    /// <summary>Completes when a call may be made.</summary>
    /// <exception cref="ChatException">It would take too long.</exception>
    public async Task TurnAsync(string bucket, string method, CancellationToken cancellationToken)
    {
        while (Remaining(bucket) is { } remaining)
        {
            if (remaining > WaitMax) throw Limited(method, remaining);
            await Task.Delay(remaining, time, cancellationToken);
        }
    }

    /// <summary>Takes down that Slack refused a call for now.</summary>
    public ChatException Refused(string bucket, string method, TimeSpan? said)
    {
        var pause = said is { } asked && asked > TimeSpan.Zero ? asked : UnsaidPause;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_until.Count >= BucketsMax)
                foreach (var over in _until.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
                    _until.Remove(over);
            // Full of limits that are in force: each is learned again by the next refusal.
            if (_until.Count >= BucketsMax) _until.Clear();
            _until[bucket] = now + pause;
        }

        return Limited(method, pause);
    }

    private TimeSpan? Remaining(string bucket)
    {
        lock (_gate)
        {
            if (!_until.TryGetValue(bucket, out var until)) return null;
            var remaining = until - time.GetUtcNow();
            if (remaining > TimeSpan.Zero) return remaining;
            _until.Remove(bucket);
            return null;
        }
    }

    private static ChatException Limited(string method, TimeSpan pause) =>
        new(ChatFaultKind.RateLimited, $"Slack takes {method} again in {Math.Ceiling(pause.TotalSeconds):0} seconds.")
        {
            RetryAfter = pause,
        };
}
