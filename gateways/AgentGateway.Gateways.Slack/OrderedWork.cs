namespace AgentGateway.Gateways.Slack;

/// <summary>Work of one key runs in its order, work of several side by side, and only so much at once.</summary>
internal sealed class OrderedWork(int runningMax) : IDisposable
{
    private readonly SemaphoreSlim _free = new(runningMax);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task Last, int Count)> _tails = [];

    /// <summary>Waits for room and begins the work behind the earlier work of the same key.</summary>
    /// <returns>The work itself, which ends as it does.</returns>
    public async Task<Task> BeginAsync(string key, Func<Task> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var (before, count) = _tails.GetValueOrDefault(key, (Task.CompletedTask, 0));
            var begun = RunAsync(key, before, work);
            _tails[key] = (begun, count + 1);
            return begun;
        }
    }

    /// <summary>Completes when all work that has begun is over, however it ended.</summary>
    public Task DrainAsync()
    {
        List<Task> running;
        lock (_gate) running = [.. _tails.Values.Select(tail => tail.Last)];
        return WhenOverAsync(Task.WhenAll(running));
    }

    /// <summary>Only once nothing runs any more.</summary>
    public void Dispose() => _free.Dispose();

    private async Task RunAsync(string key, Task before, Func<Task> work)
    {
        // The caller holds the lock, and the work may be long.
        await Task.Yield();
        await WhenOverAsync(before);
        try
        {
            await work();
        }
        finally
        {
            lock (_gate)
            {
                var (last, count) = _tails[key];
                if (count == 1) _tails.Remove(key);
                else _tails[key] = (last, count - 1);
            }

            _free.Release();
        }
    }

    private static async Task WhenOverAsync(Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
