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

    public async ValueTask InitializeAsync()
    {
        var data = _folder["data"];
        var start = Agw.Start("serve", "--data", data, "--url", "http://127.0.0.1:0");
        Daemon.AllowCommands(start);
        // All tests are one client to it, and each registers agents of its own.
        start.Environment["AGW_Limits__AgentsMax"] = "1000";
        _daemon = await Daemon.StartAsync(start, data);
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null) await _daemon.DisposeAsync();
        _folder.Dispose();
    }
}
