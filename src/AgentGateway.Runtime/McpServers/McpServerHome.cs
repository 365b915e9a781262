namespace AgentGateway.Runtime.McpServers;

/// <summary>The outside servers of the settings, and what they are started with.</summary>
/// <param name="Directory">Where the words of accepted tools are kept, a directory of the daemon's own.</param>
public sealed record McpServerHome(
    IReadOnlyList<McpServerSettings> Servers, IMcpConnector Connector, McpServerValues Values, string Directory);
