namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// One life of the tmux server, however many control clients it takes. Pane numbers mean something only within it, so a terminal asks its
/// own connection and never a later server.
/// </summary>
internal sealed class TmuxConnection : IAsyncDisposable
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Task<ControlClient>> _attach;
    private readonly Task _supervising;
    private volatile bool _isDisposed;
    private ControlClient _client;

    /// <param name="attach">Attaches another client to the same server; fails when that is gone.</param>
    public TmuxConnection(ControlClient client, Func<Task<ControlClient>> attach)
    {
        _client = client;
        _attach = attach;
        _supervising = SuperviseAsync();
    }

    /// <summary>Completes when the server is gone.</summary>
    public Task Lost => _lost.Task;

    /// <inheritdoc cref="ControlClient.AskAsync"/>
    public Task<IReadOnlyList<byte[]>> AskAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken) =>
        _lost.Task.IsCompleted
            ? throw new TmuxException("the tmux server has gone away")
            : Volatile.Read(ref _client).AskAsync(commands, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await Volatile.Read(ref _client).DisposeAsync();
        await _supervising;
    }

    private async Task SuperviseAsync()
    {
        while (true)
        {
            await _client.Ended;
            if (_isDisposed) break;
            var ended = _client;
            try
            {
                Volatile.Write(ref _client, await _attach());
            }
            catch (IOException)
            {
                break;
            }

            await ended.DisposeAsync();
            if (!_isDisposed) continue;
            // Disposed while a new client was on its way.
            await _client.DisposeAsync();
            break;
        }

        _lost.TrySetResult();
    }
}
