namespace AgentGateway.Cli;

/// <summary>
/// Shows on standard error that a call still goes on, once it has taken a second, and clears that when it ends. Only at
/// a terminal.
/// </summary>
internal sealed class Waiting
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Lock _writing = new();
    private bool _isOver;
    private bool _isShown;

    /// <summary>Nothing more is shown: the answer has begun to come.</summary>
    public void End()
    {
        lock (_writing)
        {
            _isOver = true;
            if (_isShown) Console.Error.Write("\r\e[K");
            _isShown = false;
        }
    }

    public async Task<T> WhileAsync<T>(Task<T> work)
    {
        try
        {
            if (Console.IsErrorRedirected) return await work;
            using var timer = new PeriodicTimer(Second, TimeProvider.System);
            for (var seconds = 1; !_isOver; seconds++)
            {
                if (await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) == work)
                    break;
                Show(seconds);
            }

            return await work;
        }
        finally
        {
            End();
        }
    }

    private void Show(int seconds)
    {
        lock (_writing)
        {
            if (_isOver) return;
            _isShown = true;
            Console.Error.Write($"\r· waiting, {seconds} s\e[K");
        }
    }
}
