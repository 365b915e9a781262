namespace AgentGateway.Process.Tests.Models;

/// <summary>
/// One emulator for all tests of a class, started by the first that wants it, which is skipped where there is none.
/// </summary>
public sealed class SharedModelEmulator : IAsyncDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Lazy<Task<ModelEmulator>> _started;

    public SharedModelEmulator() => _started = new(() => ModelEmulator.StartAsync(_home.Path));

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _started.Value).DisposeAsync();
        _home.Dispose();
    }

    internal Task<ModelEmulator> StartedAsync() => _started.Value;
}
