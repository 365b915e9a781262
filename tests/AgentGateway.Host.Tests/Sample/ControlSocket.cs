using System.Net.Sockets;
using AgentGateway.Control;
using AgentGateway.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Host.Tests.Sample;

/// <summary>The control protocol of a gateway under test, at the socket where verbs look for a daemon.</summary>
internal sealed class ControlSocket : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ControlServer _server;
    private readonly Task _serving;

    public ControlSocket(Gateway gateway, DataDirectory data)
    {
        _server = new(gateway.Runtime.Tools, gateway.Runtime.Calls, [], [], NullLogger<ControlServer>.Instance);
        _listener.Bind(new UnixDomainSocketEndPoint(data.Socket!));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    /// <summary>One connection after the other: the verbs of a test are run so.</summary>
    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await using var stream = new NetworkStream(
                    await _listener.AcceptAsync(_stopping.Token), ownsSocket: true);
                var greeting = new byte[1];
                while (greeting[0] != '\n') await stream.ReadExactlyAsync(greeting, _stopping.Token);
                await _server.ServeAsync(stream, Gateway.Operator, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
