namespace AgentGateway.Runtime.McpServers;

/// <summary>Reaches outside MCP servers.</summary>
public interface IMcpConnector
{
    /// <summary>
    /// Starts or calls the server and does the MCP handshake. Cancelling leaves nothing behind.
    /// </summary>
    /// <param name="changed">Is called when the server says that its tools changed; quick and from any thread.</param>
    /// <exception cref="McpLinkException">It cannot be reached, or does not speak MCP.</exception>
    Task<IMcpLink> ConnectAsync(
        McpServerLaunch launch, McpServerLog log, Action changed, CancellationToken cancellationToken);

    /// <summary>Ends what an earlier daemon that died could have left of a server.</summary>
    Task ReapAsync(string mark, CancellationToken cancellationToken);
}
