using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.McpServers.Tools;

/// <summary><c>mcp_server_list</c>.</summary>
public sealed class McpServerListTool(McpServerService servers) : Tool<McpServerListView>(Declaration)
{
    public static readonly ToolDeclaration<McpServerListView> Declaration = new()
    {
        Name = "mcp_server_list",
        Title = "List outside MCP servers",
        Description =
            "Lists the outside MCP servers that the gateway's agents can use, with state (configured, connected, "
            + "enabled or failed and why) and tools. Agents call such a tool as server__tool. A changed tool cannot "
            + "be called until the operator accepts it with agw mcp-servers accept NAME.",
        Toolset = Toolsets.McpServers,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => ViewJson.Plain.McpServerListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(servers.List()));
}
