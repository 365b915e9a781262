using Microsoft.Extensions.Logging;

namespace AgentGateway.Logging;

/// <summary>Makes the logger factory.</summary>
internal static class Loggers
{
    /// <summary>Made without a container, which would take a tenth of the time that a start may take.</summary>
    public static LoggerFactory Create(ILoggerProvider provider, LogFilter filter) => new([provider], filter);
}
