using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Logging;

internal sealed class SdkLogger(ILogger inner) : ILogger
{
    /// <summary>The name that the SDK gives to a warning of which no exception tells.</summary>
    private const string UnknownMethod = "LogNoHandlerFoundForRequest";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(Demoted(logLevel));

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var level = eventId.Name == UnknownMethod ? LogLevel.Debug : Demoted(logLevel);
        if (exception is not (OperationCanceledException or McpException or InputRequiredException))
            inner.Log(level, eventId, state, exception, formatter);
        else if (inner.IsEnabled(LogLevel.Debug))
            inner.Log(LogLevel.Debug, eventId, state, null, (s, _) => $"{formatter(s, exception)} {exception.Message}");
    }

    private static LogLevel Demoted(LogLevel level) => level == LogLevel.Information ? LogLevel.Debug : level;
}
