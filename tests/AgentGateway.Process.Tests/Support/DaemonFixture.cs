using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

[assembly: AssemblyFixture(typeof(DaemonFixture))]

namespace AgentGateway.Process.Tests.Support;

/// <summary>
/// One daemon for all tests that only talk to it, which is how it is used: many clients at once, each with threads of
/// its own. It has no model; its agents are the shipped ones, thinking offline, and those that tests register.
/// </summary>
public sealed class DaemonFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Daemon? _daemon;

    internal Daemon Daemon => _daemon!;

    internal Task<McpClient> ConnectAsync(ConnectionKind kind, string? toolsets = null) =>
        McpClient.ConnectAsync(Daemon, kind, toolsets: toolsets);

    public async ValueTask InitializeAsync() => _daemon = await Daemon.StartAsync(_folder["data"]);

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null) await _daemon.DisposeAsync();
        _folder.Dispose();
    }
}
