using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.McpServers;

/// <summary>Outside MCP servers that cannot be used, or whose tools changed.</summary>
internal sealed class McpServerFindings(McpServerService servers) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
        from server in servers.List().Servers
        where server is { State: "failed" } or { Changes: not null }
        select Finding.Warn(
            "mcp-servers",
            $"{server.Name}: {server.Reason ?? "tools changed and wait to be accepted."}",
            $"Look at it: agw mcp-servers show {server.Name}");
}
