using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.McpServers;

internal sealed partial class McpServerSupervisor
{
    [LoggerMessage(LogLevel.Information, "The MCP server {Server} is connected and offers {Tools} tools.")]
    private partial void Connected(string server, int tools);

    [LoggerMessage(LogLevel.Warning, "The MCP server {Server} failed and is tried again in {Seconds:F1} s: {Reason}")]
    private partial void Failed(string server, double seconds, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "The MCP server {Server} changed tools that were accepted; they cannot be called until a person accepts them: "
            + "{Tools}")]
    private partial void Suspended(string server, string tools);

    [LoggerMessage(LogLevel.Error, "The MCP server {Server} cannot be kept.")]
    private partial void Broken(string server, Exception failure);
}
