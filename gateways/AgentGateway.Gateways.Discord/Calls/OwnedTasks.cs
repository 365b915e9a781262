namespace AgentGateway.Gateways.Discord.Calls;

/// <summary>
/// Short work that goes on beside the socket, such as the first answer to a command; it ends with its owner.
/// </summary>
internal sealed class OwnedTasks : IAsyncDisposable
{
    private const int CountMax = 256;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Begins the work, which handles its own faults; while too much is running, it is not begun.</summary>
    public bool TryBegin(Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            if (_running.Count >= CountMax || _end.IsCancellationRequested) return false;
            _running.Add(RunAsync(work));
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task[] running;
        lock (_gate) running = [.. _running];
        await Task.WhenAll(running).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private Task RunAsync(Func<CancellationToken, Task> work)
    {
        // It begins on another thread, so that it is in the set before it can end.
        var task = Task.Run(() => work(_end.Token), CancellationToken.None);
        _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return task;
    }

    private void Ended(Task task)
    {
        lock (_gate) _running.Remove(task);
    }
}
