using System.Threading.Channels;

namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>
/// Has events stored: those of one channel one after the other, those of several at the same time. What is
/// acknowledged moves in the order in which the events came, and not past one that is not stored. After a failure
/// nothing later of that channel is stored, because all of it will come again.
/// </summary>
internal sealed class DeliveryLanes(DiscordPosition position)
{
    private const int PendingMax = 512;

    private readonly Dictionary<string, Task> _lanes = [];
    private readonly Channel<(long? Sequence, Task Stored)> _pending =
        Channel.CreateBounded<(long?, Task)>(PendingMax);

    /// <summary>Adds an event; waits while too many are pending. One caller at a time.</summary>
    /// <param name="lane">The channel; null where nothing has to be stored.</param>
    public async Task AddAsync(
        string? lane, long? sequence, Func<CancellationToken, Task> store, CancellationToken cancellationToken)
    {
        var stored = lane is null ? Task.CompletedTask : After(lane, store, cancellationToken);
        await _pending.Writer.WriteAsync((sequence, stored), cancellationToken);
    }

    /// <summary>Acknowledges in order, until it is cancelled or an event could not be stored.</summary>
    public async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        await foreach (var (sequence, stored) in _pending.Reader.ReadAllAsync(cancellationToken))
        {
            await stored;
            if (sequence is { } number) position.Stored(number);
        }
    }

    /// <summary>Waits until no event is being stored any more; what became of it is told elsewhere.</summary>
    public Task IdleAsync() => Task.WhenAll(_lanes.Values).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private Task After(string lane, Func<CancellationToken, Task> store, CancellationToken cancellationToken)
    {
        if (_lanes.Count >= PendingMax)
            foreach (var done in _lanes.Where(entry => entry.Value.IsCompletedSuccessfully).ToList())
                _lanes.Remove(done.Key);
        return _lanes[lane] = StoreAsync(_lanes.GetValueOrDefault(lane), store, cancellationToken);
    }

    private static async Task StoreAsync(
        Task? before, Func<CancellationToken, Task> store, CancellationToken cancellationToken)
    {
        if (before is not null) await before;
        cancellationToken.ThrowIfCancellationRequested();
        await store(cancellationToken);
    }
}
