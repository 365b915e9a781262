namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>Tests of an MCP server of their own over HTTP.</summary>
public abstract class HttpTests : IAsyncLifetime
{
    private McpHost? _host;
    private HttpProbe? _http;

    private protected McpHost Host => _host!;

    private protected HttpProbe Http => _http!;

    public async ValueTask InitializeAsync()
    {
        _host = await McpHost.StartAsync();
        _http = new(_host.Url);
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
