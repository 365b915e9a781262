using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Tasks;

/// <summary>
/// A daemon whose policy wants an approval for what the client's tasks run, for all tests of a class.
/// </summary>
public sealed class ApprovingDaemonFixture : IAsyncLifetime
{
    private const string Policy = "rules:\n  - ask: session_run\n    agent: client\n    id: ask-first\n";

    private readonly TemporaryFolder _folder = new();
    private Daemon? _daemon;

    internal Daemon Daemon => _daemon!;

    public async ValueTask InitializeAsync() => _daemon = await StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null) await _daemon.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Starts such a daemon for a test that ends it, or that needs other settings.</summary>
    internal static async Task<Daemon> StartAsync(TemporaryFolder folder, int runningMax = 16)
    {
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "policy.yaml"), Policy, Limits.Soon());
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["AGW_Tasks__RunningMax"] = $"{runningMax}";
        return await Daemon.StartAsync(start, folder["data"]);
    }
}
