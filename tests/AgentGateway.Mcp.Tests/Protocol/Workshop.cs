using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Tests.Approvals;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>The runtime over a database in a folder of its own, with one agent that answers when a test tells it to.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SqliteStore _store;

    private Workshop(string folder, SqliteStore store, GatewayRuntime runtime, HeldDriver driver) =>
        (_folder, _store, Runtime, Driver) = (folder, store, runtime, driver);

    public GatewayRuntime Runtime { get; }

    public HeldDriver Driver { get; }

    public static async Task<Workshop> StartAsync(ApprovalOptions? approvals = null, PolicyRules? rules = null)
    {
        var folder = Directory.CreateTempSubdirectory("agw-mcp-").FullName;
        var store = await SqliteStore.OpenAsync(Path.Combine(folder, "agentgateway.db"), TimeProvider.System, null, CancellationToken.None);
        var catalogue = new AgentCatalogue();
        catalogue.Configure(
        [
            new AgentDefinition(new("svarog"), "Svarog", ["main"], HeldDriver.DriverName),
            new AgentDefinition(new("mokosh"), "Mokosh", [], AskingDriver.DriverName),
        ]);
        var options = new RuntimeOptions
        {
            Home = new(folder, new Dictionary<string, string>()),
            Settings = RuntimeOptions.SettingsOf(approvals ?? new()),
            Gate = new() { Rules = () => rules ?? PolicyRules.Shipped },
        };
        var ids = new SystemIdSource(TimeProvider.System);
        var runtime = new GatewayRuntime(options, store.Journal, store.Reads, catalogue, ids, TimeProvider.System, NullLoggerFactory.Instance);
        var driver = new HeldDriver();
        runtime.Drivers.Add(driver);
        runtime.Drivers.Add(new AskingDriver());
        runtime.Tools.Publish("test", AskingDriver.Tools);
        await runtime.StartAsync(CancellationToken.None);
        return new(folder, store, runtime, driver);
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
