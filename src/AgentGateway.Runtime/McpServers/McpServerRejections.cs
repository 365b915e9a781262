using AgentGateway.Domain;

namespace AgentGateway.Runtime.McpServers;

internal static class McpServerRejections
{
    public static Rejection Unknown(string name) =>
        new("unknown_mcp_server", $"The settings have no MCP server {name}.",
            "agw mcp-servers lists them; a new one is taken up when the daemon starts.");

    public static Rejection NotEnabled(string name) =>
        new("mcp_server_not_enabled", $"The MCP server {name} is not enabled.",
            "Set McpServers:NAME:enabled to true and start the daemon again.");

    public static Rejection NothingChanged(string name) =>
        new("mcp_server_unchanged", $"No tool of the MCP server {name} waits to be accepted.",
            $"agw mcp-servers show {name} shows its tools.");

    public static Rejection ChangedAgain(string name) =>
        new("mcp_server_changed_again", $"The tools of the MCP server {name} have changed since you looked at them.",
            $"Look again with agw mcp-servers show {name}, then accept.");

    public static Rejection LocalOnly { get; } =
        new("not_allowed", "Only the person at the local command line decides about outside MCP servers.",
            "agw mcp-servers accept NAME");
}
