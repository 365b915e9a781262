using System.Security.Cryptography;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>
/// Beats at the pace that Discord asks for, the first time after a random part of it, and finds out that the other
/// side does not answer any more.
/// </summary>
internal sealed class DiscordHeartbeat(TextSocket socket, DiscordPosition position, TimeProvider time)
{
    /// <summary>Discord takes 120 messages in a minute; some are left for what else is sent.</summary>
    private const int PerMinuteMax = 100;

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _lastMinute = [];
    private bool _isAwaited;

    /// <summary>Completes when a beat was not answered before the next one was due.</summary>
    public async Task UntilSilentAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        await Task.Delay(interval * (RandomNumberGenerator.GetInt32(1, 1_000) / 1_000.0), time, cancellationToken);
        while (true)
        {
            lock (_gate)
            {
                if (_isAwaited) return;
                _isAwaited = true;
            }

            var next = Task.Delay(interval, time, cancellationToken);
            await BeatAsync(cancellationToken);
            await next;
        }
    }

    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var minuteAgo = now - TimeSpan.FromMinutes(1);
            while (_lastMinute.TryPeek(out var oldest) && oldest <= minuteAgo) _lastMinute.Dequeue();
            if (_lastMinute.Count >= PerMinuteMax) return;
            _lastMinute.Enqueue(now);
        }

        await socket.WriteAsync(DiscordFrame.WriteHeartbeat(position.Sequence), cancellationToken);
    }

    public void Seen()
    {
        lock (_gate) _isAwaited = false;
    }
}
