namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// One life of the tmux server, however many control clients it takes. Pane numbers mean something only within it, so a
/// terminal asks its own connection and never a later server.
/// </summary>
internal sealed class TmuxConnection : IAsyncDisposable
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Task<ControlClient>> _attach;
    private readonly Task _supervising;
    private volatile bool _isDisposed;
    private volatile Attached _attached;

    /// <param name="attach">Attaches another client to the same server; fails when that is gone.</param>
    public TmuxConnection(ControlClient client, Func<Task<ControlClient>> attach)
    {
        _attached = new Attached(client);
        _attach = attach;
        _supervising = SuperviseAsync();
    }

    /// <summary>Completes when the server is gone.</summary>
    public Task Lost => _lost.Task;

    /// <summary>
    /// As <see cref="ControlClient.AskAsync"/>, through the next client where one ended before it could ask, or before
    /// it had an answer and asking twice does no harm.
    /// </summary>
    /// <exception cref="TmuxException">A command failed, the server is gone, or it did not answer in time.</exception>
    public async Task<IReadOnlyList<byte[]>> AskAsync(
        IReadOnlyList<string> commands, bool mayRepeat, CancellationToken cancellationToken)
    {
        while (true)
        {
            var attached = _attached;
            try
            {
                return await attached.Client.AskAsync(commands, cancellationToken);
            }
            catch (TmuxException failure) when (
                (!failure.WasSent || (mayRepeat && attached.Client.Ended.IsCompleted)) && !_lost.Task.IsCompleted)
            {
                await Task.WhenAny(attached.Replaced.Task, _lost.Task).WaitAsync(cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _attached.Client.DisposeAsync();
        await _supervising;
    }

    private async Task SuperviseAsync()
    {
        while (true)
        {
            var ended = _attached;
            await ended.Client.Ended;
            if (_isDisposed) break;
            try
            {
                _attached = new Attached(await _attach());
            }
            catch (IOException)
            {
                break;
            }

            ended.Replaced.TrySetResult();
            await ended.Client.DisposeAsync();
            if (!_isDisposed) continue;
            // Disposed while a new client was on its way.
            await _attached.Client.DisposeAsync();
            break;
        }

        _lost.TrySetResult();
    }

    private sealed record Attached(ControlClient Client)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
