using System.Net;
using Microsoft.AspNetCore.Connections;

namespace AgentGateway.Http;

/// <summary>
/// Accepts no more connections than there may be: those that are being closed count until their descriptors are free, so
/// that a flood cannot take all that the process may open. Others wait in the kernel meanwhile. Each connection that is
/// accepted when all places are taken closes a silent one or is turned away, so places become free.
/// </summary>
internal sealed class BoundedTransport(IConnectionListenerFactory inner, int max) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken) =>
        new Listener(await inner.BindAsync(endpoint, cancellationToken), max);

    private sealed class Listener(IConnectionListener inner, int max) : IConnectionListener
    {
        private readonly SemaphoreSlim _places = new(max, max);
        private readonly CancellationTokenSource _closing = new();

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            try
            {
                await _places.WaitAsync(over.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return null;
            }

            ConnectionContext? connection = null;
            try
            {
                connection = await inner.AcceptAsync(cancellationToken);
                return connection;
            }
            finally
            {
                if (connection is null) _places.Release();
                else connection.ConnectionClosed.Register(() => _places.Release());
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken)
        {
            await _closing.CancelAsync();
            await inner.UnbindAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await _closing.CancelAsync();
            await inner.DisposeAsync();
        }
    }
}
