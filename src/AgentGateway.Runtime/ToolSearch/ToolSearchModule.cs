using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.ToolSearch.Tools;

namespace AgentGateway.Runtime.ToolSearch;

/// <summary>Tools that find, call and list the tools that a connection does not list by itself.</summary>
internal sealed class ToolSearchModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Tool<ToolSearchTool>()
        .Tool<ToolCallTool>()
        .Tool<ToolsetEnableTool>();
}
