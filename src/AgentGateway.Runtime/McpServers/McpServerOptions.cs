namespace AgentGateway.Runtime.McpServers;

/// <summary>The outside MCP servers that a runtime keeps, and how it reaches them.</summary>
/// <param name="Directory">Where the words of accepted tools are kept, a directory of the daemon's own.</param>
public sealed record McpServerOptions(
    IReadOnlyList<McpServerSettings> Servers, IMcpConnector Connector, McpServerValues Values, string Directory);
