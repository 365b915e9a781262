using AgentGateway.Domain.McpServers;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.McpServers.Tools;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// Outside MCP servers, whose tools agents may call. A host that connects to servers adds this module.
/// </summary>
public sealed class McpServersModule(McpServerHome home) : IModule
{
    public void Register(ModuleBuilder module) => module
        .Instance(home)
        .Machine(McpServerStream.Kind)
        .Service<McpServerService>()
        .LoadAtStart<McpServerService>()
        .AfterStart(static provider => provider.GetRequiredService<McpServerService>().Start())
        .Tool<McpServerListTool>()
        .Findings<McpServerFindings>(FindingGroup.Outside);
}
