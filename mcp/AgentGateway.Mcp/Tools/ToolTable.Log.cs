using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp.Tools;

public sealed partial class ToolTable
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed")]
    private partial void Failed(string tool, Exception failure);
}
