using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.McpServers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.McpClients.Tests;

/// <summary>
/// The service over a journal of its own and real servers, which can be stopped and started again like the daemon.
/// </summary>
internal sealed class OutsideServers : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ToolCatalogue _tools = new();
    private MachineHost<McpServerMachine, KnownTools, McpServerCommand>? _host;
    private readonly Pulse<McpServerService> _pulse = new();
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken);
    private readonly IReadOnlyList<McpServerSettings> _servers;
    private SqliteStore? _store;
    private McpConnector? _connector;
    private McpServerService? _service;
    private McpServerValues? _values;

    private readonly IMcpConnector? _twin;

    private OutsideServers(IReadOnlyList<McpServerSettings> servers, IMcpConnector? twin)
    {
        _twin = twin;
        Directory.CreateDirectory(_folder["home"]);
        Describe("What it does.");
        _servers =
        [
            .. servers.Select(
                server => server.Command is null ? server : server with { Args = [.. server.Args, Words] }),
        ];
        _limit.CancelAfter(Limits.Signal);
    }

    public static Caller Operator { get; } = new(Principal.Operator);

    public McpServerService Service => _service!;

    public CancellationToken Stop => _limit.Token;

    public SecretStore Secrets => new(_folder["secrets"], new());

    private string Words => _folder["words"];

    public static McpServerSettings Program(string name, string conduct = "well", int timeoutSeconds = 30) => new()
    {
        Name = name,
        Command = "python3",
        Args = [Path.Combine(AppContext.BaseDirectory, "server.py"), conduct],
        Timeout = TimeSpan.FromSeconds(timeoutSeconds),
    };

    public static async Task<OutsideServers> StartAsync(params McpServerSettings[] servers)
    {
        if (!Programs.Has("python3")) Assert.Skip("There is no python3 here.");
        return await StartAsync(null, servers);
    }

    /// <param name="connector">Null for the real one.</param>
    public static async Task<OutsideServers> StartAsync(IMcpConnector? connector, params McpServerSettings[] servers)
    {
        var outside = new OutsideServers(servers, connector);
        await outside.StartAgainAsync();
        return outside;
    }

    public async Task StartAgainAsync(bool isStarted = true)
    {
        _store = await SqliteStore.OpenAsync(_folder["agentgateway.db"], TimeProvider.System, null, Stop);
        _connector = new("1", TimeProvider.System);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["HOME"] =
                _folder["home"], ["DAEMON_CANARY"] = "must-not-be-inherited",
        };
        _values = new(Secrets, environment, [], _folder.Path);
        _tools = new();
        _tools.Changed += _pulse.Beat;
        _host = new(
            McpServerStream.Kind, new(), _store.Journal, new Commits().Of<KnownTools>(), TimeProvider.System,
            NullLogger.Instance);
        _service = new(
            new(_servers, _twin ?? _connector, _values, _folder["mcp"]), _host, _tools,
            new SystemIdSource(TimeProvider.System), TimeProvider.System, _pulse);
        await _service.LoadAsync(Stop);
        if (isStarted) _service.Start();
    }

    public async Task StopAsync()
    {
        await _service!.DisposeAsync();
        await _host!.DisposeAsync();
        await _connector!.DisposeAsync();
        await _store!.DisposeAsync();
    }

    public void Describe(string words) => File.WriteAllText(Words, words);

    public McpServerView View(string name) => Service.List().Servers.Single(server => server.Name == name);

    public async Task<McpServerView> UntilAsync(string name, Func<McpServerView, bool> holds)
    {
        await _pulse.UntilAsync(() => holds(View(name)), Stop);
        return View(name);
    }

    public Task<McpServerView> UntilAsync(
        string name, string state) => UntilAsync(name, server => server.State == state);

    public string MarkOf(string name) => _values!.MarkOf(_servers.Single(server => server.Name == name));

    public Tool? Tool(string name) => _tools.Find(name);

    public Task<ToolAnswer> CallAsync(string tool, string arguments = "{}")
    {
        var request = ToolRequest.Of(new Requester("rarog", "key"), null, JsonElement.Parse(arguments));
        return Tool(tool)!.RunAsync(request, CallArguments.None, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _limit.Dispose();
        _folder.Dispose();
    }
}
