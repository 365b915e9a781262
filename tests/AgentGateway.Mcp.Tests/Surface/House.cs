using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Resources;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>The real workshop over a store of its own, with agents that echo, and the tools in front of it.</summary>
internal sealed class House : IAsyncDisposable
{
    /// <summary>Enough to look at what tools say of themselves.</summary>
    public static readonly GatewayServices NoServices = GatewayServices.Of(Unstarted());

    private static readonly Dictionary<string, JsonNode> OutputSchemas = BuiltInTools.Declarations
        .Where(tool => tool.OutputSchema is not null)
        .ToDictionary(tool => tool.Name, tool => JsonNode.Parse(tool.OutputSchema!.Value.GetRawText())!);

    private static GatewayRuntime Unstarted()
    {
        var store = new VolatileStore(TimeProvider.System);
        return new(
            new() { OutputIndex = store.OutputIndex }, store.Journal, store.Reads, new AgentCatalogue(), new SystemIdSource(TimeProvider.System),
            TimeProvider.System, NullLoggerFactory.Instance);
    }

    private readonly DirectoryInfo _directory;
    private readonly SqliteStore _store;

    private House(DirectoryInfo directory, SqliteStore store, bool keepsArtifacts)
    {
        (_directory, _store) = (directory, store);
        Catalogue = new();
        Catalogue.Configure(
        [
            new(new("svarog"), "Svarog", ["main"]), new(new("weles"), "Weles", ["verifier"]), new(new("rarog"), "Rarog", []),
        ]);
        var options = new RuntimeOptions
        {
            // A tmux server would outlive the house.
            Settings = RuntimeOptions.SettingsOf(
                new SessionOptions { Backend = "pty" }, new WorkspaceOptions { Directory = Path.Combine(directory.FullName, "workspaces") }),
            Places = new(
                Path.Combine(directory.FullName, "sessions"), Path.Combine(directory.FullName, "tmux.sock"), Path.Combine(directory.FullName, "secrets"), [],
                new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", ["HOME"] = directory.FullName }),
            Home = new(keepsArtifacts ? Path.Combine(directory.FullName, "data") : null, new Dictionary<string, string>()),
            OutputIndex = store.OutputIndex,
        };
        Runtime = new(
            options, store.Journal, store.Reads, Catalogue, new SystemIdSource(TimeProvider.System), TimeProvider.System, NullLoggerFactory.Instance);
        Runtime.Drivers.Add(Echo);
        Runtime.Drivers.Add(new AwayDriver());
        Calls = new(null, new SystemIdSource(TimeProvider.System), NullLogger<ToolCalls>.Instance);
        Surface = new(Runtime.Tools, Calls, GatewayServices.Of(Runtime), TimeProvider.System);
    }

    public EchoDriver Echo { get; } = new();

    public AgentCatalogue Catalogue { get; }

    public GatewayRuntime Runtime { get; }

    /// <summary>Calls of clients, without the gate.</summary>
    public ToolCalls Calls { get; }

    public McpSurface Surface { get; }

    /// <summary>Where a test may put files.</summary>
    public string Folder => _directory.FullName;

    public JournalChanges Changes => new(_store.Journal, Runtime.Get<ResourceCatalogue>(), Catalogue);

    public static async Task<House> OpenAsync(bool keepsArtifacts = false)
    {
        var directory = Directory.CreateTempSubdirectory("agw-surface-");
        var store = await SqliteStore.OpenAsync(Path.Combine(directory.FullName, "journal.db"), TimeProvider.System, null, CancellationToken.None);
        var house = new House(directory, store, keepsArtifacts);
        await house.Runtime.StartAsync(CancellationToken.None);
        return house;
    }

    /// <summary>Calls a tool as a client would; the answer must fit the tool's own schema.</summary>
    public async Task<JsonNode> CallAsync(string tool, string arguments, string principal = "client")
    {
        var answer = await AnswerAsync(tool, arguments, principal);
        Assert.False(answer.IsRefused, answer.Json);
        var json = JsonNode.Parse(answer.Json!)!;
        Assert.Empty(SchemaCheck.Misfits(json, OutputSchemas[tool]));
        return json;
    }

    /// <summary>The code with which the call is refused.</summary>
    public async Task<string> RefusedAsync(string tool, string arguments, string principal = "client")
    {
        var answer = await AnswerAsync(tool, arguments, principal);
        Assert.True(answer.IsRefused, answer.Json);
        var json = JsonNode.Parse(answer.Json!)!;
        Assert.NotEmpty((string)json["message"]!);
        Assert.Empty(SchemaCheck.Misfits(json, OutputSchemas[tool]));
        return (string)json["code"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private Task<ToolAnswer> AnswerAsync(string tool, string arguments, string principal) => Calls
        .CallAsync(Runtime.Tools.Find(tool)!, new ToolRequest(new(new Principal(principal)), JsonElement.Parse(arguments)), null, TestContext.Current.CancellationToken)
        .WaitAsync(TimeSpan.FromSeconds(30));
}
