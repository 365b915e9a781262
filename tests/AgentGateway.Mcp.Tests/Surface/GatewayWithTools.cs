using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Agents;
using AgentGateway.Mcp.Resources;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>A gateway with agents that echo, and in front of it the tools that clients call.</summary>
internal sealed class GatewayWithTools : IAsyncDisposable
{
    /// <summary>Enough to look at what tools say of themselves.</summary>
    public static readonly McpSurfaceServices NoServices = McpSurfaceServices.Of(UnstartedGateway.Build());

    private static readonly AgentDefinition[] Agents =
    [
        new(new("svarog"), "Svarog", ["main"]), new(new("weles"), "Weles", ["verifier"]),
        new(new("rarog"), "Rarog", []),
    ];

    private static readonly Dictionary<string, JsonNode> OutputSchemas = UnstartedGateway.Tools
        .Where(tool => tool.OutputSchema is not null)
        .ToDictionary(tool => tool.Name, tool => JsonNode.Parse(tool.OutputSchema!.Value.GetRawText())!);

    private readonly Gateway _gateway;

    private GatewayWithTools(Gateway gateway, EchoDriver echo)
    {
        (_gateway, Echo) = (gateway, echo);
        Calls = new(
            UnstartedGateway.AllowingGate,
            new(),
            new SystemIdSource(TimeProvider.System),
            NullLogger<ToolCalls>.Instance);
        Surface = new(Runtime.Tools, Calls, McpSurfaceServices.Of(Runtime), TimeProvider.System);
    }

    public EchoDriver Echo { get; }

    public AgentCatalogue Catalogue => Runtime.Catalogue;

    public GatewayRuntime Runtime => _gateway.Runtime;

    /// <summary>Calls of clients, by a gate that allows them.</summary>
    public ToolCalls Calls { get; }

    public McpSurface Surface { get; }

    /// <summary>Where a test may put files.</summary>
    public string Folder => _gateway.Folder;

    public JournalChanges Changes => new(_gateway.Store.Journal, Runtime.Get<ResourceCatalogue>(), Catalogue);

    public static async Task<GatewayWithTools> OpenAsync()
    {
        var echo = new EchoDriver();
        var gateway = await Gateway.StartWithAsync(new()
        {
            Options = new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { Backend = "pty" }) },
            Agents = Agents,
            Prepare = started => started.Runtime.Drivers.Add(echo),
        });
        return new(gateway, echo);
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

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<ToolAnswer> AnswerAsync(string tool, string arguments, string principal) => Calls
        .CallAsync(
            Runtime.Tools.Find(tool)!,
            new(new(new Principal(principal)), JsonElement.Parse(arguments)),
            null,
            TestContext.Current.CancellationToken)
        .WaitAsync(Limits.Signal);
}
