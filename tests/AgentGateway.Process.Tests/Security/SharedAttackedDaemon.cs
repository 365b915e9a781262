namespace AgentGateway.Process.Tests.Security;

/// <summary>One daemon to attack for the tests of a class, started by the first that wants it.</summary>
public sealed class SharedAttackedDaemon : IAsyncDisposable
{
    private readonly Lazy<Task<AttackedDaemon>> _started = new(() => AttackedDaemon.StartAsync());

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _started.Value).DisposeAsync();
    }

    internal Task<AttackedDaemon> StartedAsync() => _started.Value;
}
