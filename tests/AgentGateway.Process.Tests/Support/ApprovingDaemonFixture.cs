using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

[assembly: AssemblyFixture(typeof(ApprovingDaemonFixture))]

namespace AgentGateway.Process.Tests.Support;

/// <summary>
/// One daemon whose policy wants an approval for every command, also for a contained one, which runs unasked otherwise.
/// </summary>
public sealed class ApprovingDaemonFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Daemon? _daemon;

    internal Daemon Daemon => _daemon!;

    internal Task<McpClient> ConnectAsync(ConnectionKind kind) => McpClient.ConnectAsync(Daemon, kind);

    public async ValueTask InitializeAsync() => _daemon = await StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null) await _daemon.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Starts such a daemon for a test that ends it, or that needs other settings.</summary>
    internal static async Task<Daemon> StartAsync(TemporaryFolder folder, int runningMax = 16)
    {
        await WriteRulesAsync(folder["data"]);
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["AGW_Tasks__RunningMax"] = $"{runningMax}";
        return await Daemon.StartAsync(start, folder["data"]);
    }

    /// <summary>Writes the policy of such a daemon into a data directory, which need not be there yet.</summary>
    internal static async Task WriteRulesAsync(string data)
    {
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(
            Path.Combine(data, "policy.yaml"),
            """
            rules:
              - { id: ask-session-run, ask: session_run, agent: client }
              - { id: ask-run-command, ask: run_command }
            """,
            Limits.Soon());
    }
}
