using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>mcp_server_list</c>.</summary>
internal sealed class McpServerListTool(McpServerService servers) : CheckedTool<McpServerListView>(
    "mcp_server_list",
    "List outside MCP servers",
    "Lists the outside MCP servers that the gateway's agents can use, with state (configured, connected, enabled or failed and why) and tools. "
    + "Agents call such a tool as server__tool. A changed tool cannot be called until the operator accepts it with agw mcp-servers accept NAME.",
    ToolConduct.Reads,
    [],
    ViewJson.Plain.McpServerListView)
{
    protected override Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(servers.List()));
}
