using System.Threading.Channels;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>What happened on the server, in order, for a test to wait for.</summary>
internal sealed class Signal<T>
{
    private readonly Channel<T> _happened = Channel.CreateUnbounded<T>();

    public void Add(T value) => _happened.Writer.TryWrite(value);

    public bool HasMore => _happened.Reader.TryPeek(out _);

    public async Task<T> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Signal);
        return await _happened.Reader.ReadAsync(limit.Token);
    }
}
