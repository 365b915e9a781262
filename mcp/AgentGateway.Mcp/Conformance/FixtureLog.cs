using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp.Conformance;

/// <summary>The lines that the logging fixtures send to their client.</summary>
internal static partial class FixtureLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Hello from a fixture")]
    public static partial void LogHello(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tool execution started")]
    public static partial void LogStarted(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tool processing data")]
    public static partial void LogProcessing(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tool execution completed")]
    public static partial void LogCompleted(this ILogger logger);
}
