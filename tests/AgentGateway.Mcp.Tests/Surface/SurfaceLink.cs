using System.IO.Pipelines;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Runtime.Principals;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>
/// The SDK's own client on a surface. Of the front end it has only the caller's identity.
/// </summary>
internal sealed class SurfaceLink : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly McpServer _server;
    private readonly Task _running;

    private SurfaceLink(McpServer server)
    {
        _server = server;
        _running = server.RunAsync(_ending.Token);
    }

    public McpClient Client { get; private set; } = null!;

    public static async Task<SurfaceLink> OpenAsync(
        McpSurface surface, Caller? caller = null, string protocolVersion = "2026-07-28",
        Implementation? client = null)
    {
        var options = new McpServerOptions { ServerInfo = new() { Name = "test", Version = "1" } };
        surface.Configure(options);
        var user = CallerIdentity.ToUser(caller ?? new(Principal.Client));
        options.Filters.Message.IncomingFilters.Add(next => (message, cancellationToken) =>
        {
            message.User = user;
            return next(message, cancellationToken);
        });
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var transport = new StreamServerTransport(
            toServer.Reader.AsStream(), toClient.Writer.AsStream(), "test", NullLoggerFactory.Instance);
        var link = new SurfaceLink(McpServer.Create(transport, options, NullLoggerFactory.Instance, null));
        link.Client = await McpClient.CreateAsync(
            new StreamClientTransport(
                toServer.Writer.AsStream(), toClient.Reader.AsStream(), NullLoggerFactory.Instance),
            new() { ProtocolVersion = protocolVersion, ClientInfo = client });
        return link;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
        _ending.Dispose();
    }
}
