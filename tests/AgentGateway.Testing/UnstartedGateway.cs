using AgentGateway.Domain.Policy;
using AgentGateway.Gateways;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Tools;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Testing;

/// <summary>
/// A gateway that is built and never started: enough to see what the modules register, and to have a gate where no
/// gateway runs.
/// </summary>
public static class UnstartedGateway
{
    private static readonly PolicyRule Everything = new("test:all", PolicyDecision.Allow, PolicySource.File)
    {
        UpTo = RiskClass.R3,
    };

    /// <summary>
    /// The gateway's own tools as they are listed, also those of outside servers and of chats.
    /// </summary>
    public static IReadOnlyList<ToolDeclaration> Tools { get; } =
        [.. Build().Tools.All.Select(tool => tool.Declared)];

    /// <summary>Allows every call that a rule can allow, for tests that are not about policy.</summary>
    public static ToolGate AllowingGate { get; } =
        Build(new() { Gate = new() { Rules = static () => new([Everything]) } }).Gate;

    /// <param name="more">Modules beside the gateway's own.</param>
    public static GatewayRuntime Build(RuntimeOptions? options = null, params IModule[] more)
    {
        var store = new VolatileStore(TimeProvider.System);
        var values = new McpServerValues(new SecretStore("", new()), new Dictionary<string, string>(), [], "");
        return new(
            (options ?? new()) with { OutputIndex = store.OutputIndex },
            store,
            new AgentCatalogue(),
            new SystemIdSource(TimeProvider.System),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            [
                new McpServersModule(new([], new NoServers(), values, "")),
                new ChatModule(new(_ => null, new Dictionary<string, string>(), new())),
                .. more,
            ]);
    }

    private sealed class NoServers : IMcpConnector
    {
        public Task<IMcpLink> ConnectAsync(
            McpServerLaunch launch, McpServerLog log, Action changed, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A gateway that is not started connects to no server.");

        public Task ReapAsync(string mark, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
