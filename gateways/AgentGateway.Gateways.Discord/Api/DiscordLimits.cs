using System.Globalization;
using System.Net.Http.Headers;

namespace AgentGateway.Gateways.Discord.Api;

/// <summary>
/// Discord's limits: what each bucket has left, the pause that Discord asked of the whole bot, and 50 calls in a
/// second. A bucket is known by the header of an answer, and counts for each channel, guild or webhook by itself.
/// </summary>
internal sealed class DiscordLimits(TimeProvider time)
{
    private const int PerSecondMax = 50;
    private const int RoutesMax = 4_000;

    private readonly Lock _gate = new();
    private readonly BoundedMap<string, string> _bucketOf = new(RoutesMax);
    private readonly BoundedMap<string, (int Remaining, DateTimeOffset ResetAt)> _left = new(RoutesMax);
    private readonly Queue<DateTimeOffset> _lastSecond = [];
    private DateTimeOffset _pausedUntil;

    /// <summary>Takes a place for a call that may be made now, or says how long it has to wait.</summary>
    public TimeSpan Take(DiscordRoute route)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var wait = route.IsGloballyLimited ? GlobalWait(now) : TimeSpan.Zero;
            var key = KeyOf(route);
            var isKnown = _left.TryGet(key, out var bucket) && bucket.ResetAt > now;
            if (isKnown && bucket.Remaining <= 0 && bucket.ResetAt - now > wait) wait = bucket.ResetAt - now;
            if (wait > TimeSpan.Zero) return wait;
            if (isKnown) _left.Set(key, bucket with { Remaining = bucket.Remaining - 1 });
            if (route.IsGloballyLimited) _lastSecond.Enqueue(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Learns from the headers of an answer.</summary>
    public void Learn(DiscordRoute route, HttpResponseHeaders headers)
    {
        lock (_gate)
        {
            if (Header(headers, "X-RateLimit-Bucket") is { Length: > 0 and <= 100 } bucket)
                _bucketOf.Set(route.Name, bucket);
            if (int.TryParse(Header(headers, "X-RateLimit-Remaining"), CultureInfo.InvariantCulture, out var remaining)
                && Seconds(Header(headers, "X-RateLimit-Reset-After")) is { } reset)
                Lower(KeyOf(route), remaining, time.GetUtcNow() + reset);
        }
    }

    /// <summary>Nothing more is sent to the bucket, or at all, until that time has passed.</summary>
    public void Pause(DiscordRoute route, TimeSpan duration, bool isGlobal)
    {
        lock (_gate)
        {
            var end = time.GetUtcNow() + duration;
            if (isGlobal) _pausedUntil = end > _pausedUntil ? end : _pausedUntil;
            else _left.Set(KeyOf(route), (0, end));
        }
    }

    /// <summary>A time in seconds as Discord writes it, with a fraction; null for anything else.</summary>
    public static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600))
            : null;

    /// <summary>
    /// Answers arrive in any order, so within one period only the lower number counts.
    /// </summary>
    private void Lower(string key, int remaining, DateTimeOffset resetAt)
    {
        if (_left.TryGet(key, out var known) && known.ResetAt > time.GetUtcNow())
            remaining = Math.Min(remaining, known.Remaining);
        _left.Set(key, (remaining, resetAt));
    }

    private TimeSpan GlobalWait(DateTimeOffset now)
    {
        var second = TimeSpan.FromSeconds(1);
        while (_lastSecond.TryPeek(out var oldest) && now - oldest >= second) _lastSecond.Dequeue();
        var byCount = _lastSecond.Count >= PerSecondMax ? _lastSecond.Peek() + second - now : TimeSpan.Zero;
        return _pausedUntil - now > byCount ? _pausedUntil - now : byCount;
    }

    private string KeyOf(DiscordRoute route) =>
        $"{(_bucketOf.TryGet(route.Name, out var bucket) ? bucket : route.Name)} {route.Major}";

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
