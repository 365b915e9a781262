using AgentGateway.Domain.Json;
using AgentGateway.Domain.McpServers;
using AgentGateway.Runtime.McpServers.Tools;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.McpServers;

/// <summary>Outside MCP servers, whose tools agents may call. A host that connects to servers adds this module.</summary>
public sealed class McpServersModule(McpServerHome home) : IModule
{
    public void Register(ModuleBuilder module) => module
        .Instance(home)
        .Machine<McpServerMachine, KnownTools, McpServerCommand>(DomainJson.Plain.KnownTools)
        .Service<McpServerService>()
        .LoadAtStart<McpServerService>()
        .AfterStart(static provider => provider.GetRequiredService<McpServerService>().Start())
        .Tool<McpServerListTool>();
}
