namespace AgentGateway.Runtime.McpServers;

/// <summary>The outside servers of the settings, and what they are started with.</summary>
/// <param name="Directory">A directory of the daemon in which the definitions of accepted tools are kept.</param>
public sealed record McpServerHome(
    IReadOnlyList<McpServerSettings> Servers, IMcpConnector Connector, McpServerValues Values, string Directory);
