namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>
/// Has events stored: those of one channel one after the other, those of several at the same time. What is
/// acknowledged moves in the order in which the events came, and not past one that is not stored. After a failure
/// nothing later of that channel is stored, because all of it will come again.
/// </summary>
internal sealed class DeliveryLanes(DiscordPosition position) : IDisposable
{
    private const int PendingMax = 1024;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(PendingMax);
    private readonly Dictionary<string, Task> _lanes = [];
    private readonly Queue<(long? Sequence, Task Stored)> _pending = [];
    private readonly TaskCompletionSource<Task> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when an event could not be stored, with what became of it.</summary>
    public Task<Task> Failure => _failure.Task;

    /// <summary>Adds an event; waits while too many are pending. One caller at a time.</summary>
    /// <param name="lane">The channel; null where nothing has to be stored.</param>
    public async Task AddAsync(
        string? lane, long? sequence, Func<CancellationToken, Task> store, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        var stored = lane is null ? Task.CompletedTask : After(lane, store, cancellationToken);
        lock (_gate) _pending.Enqueue((sequence, stored));
        if (stored.IsCompleted)
            Settle();
        else
            _ = stored.ContinueWith(
                _ => Settle(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
    }

    /// <summary>Waits until no event is being stored any more; what became of it is told elsewhere.</summary>
    public Task IdleAsync() => Task.WhenAll(_lanes.Values).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public void Dispose()
    {
        lock (_gate)
        {
            _pending.Clear();
            _room.Dispose();
        }
    }

    /// <summary>Acknowledges what is stored, up to the first event that is not.</summary>
    private void Settle()
    {
        lock (_gate)
            while (_pending.TryPeek(out var first) && first.Stored.IsCompleted)
            {
                if (!first.Stored.IsCompletedSuccessfully)
                {
                    _failure.TrySetResult(first.Stored);
                    return;
                }

                _pending.Dequeue();
                if (first.Sequence is { } sequence) position.Stored(sequence);
                _room.Release();
            }
    }

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
