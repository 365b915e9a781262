using Microsoft.Extensions.Logging;

namespace AgentGateway.Logging;

/// <summary>The logger of one category. Levels are filtered before it.</summary>
internal sealed class LineLogger(LineLoggerProvider provider, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState,
        Exception?,
        string> formatter)
    {
        if (IsEnabled(logLevel)) provider.Write(logLevel, category, formatter(state, exception), exception);
    }
}
