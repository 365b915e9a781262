namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// A costly look at all processes, or at all terminals of tmux, that many may ask for at once. Those who ask while a look
/// is under way share the next one, because the one under way may already have passed what they are looking for.
/// </summary>
internal sealed class SharedLook<T>(Func<Task<T>> look)
{
    private readonly Lock _gate = new();
    private Task _underWay = Task.CompletedTask;
    private Task<T>? _next;

    /// <summary>What a look finds that begins after this call.</summary>
    public Task<T> LookAsync()
    {
        lock (_gate) return _next ??= Task.Run(() => LookAfterAsync(_underWay));
    }

    private async Task<T> LookAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _underWay = _next!;
            _next = null;
        }

        return await look();
    }
}
