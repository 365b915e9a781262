using AgentGateway.Logging;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Host.Tests.Logging;

/// <summary>The least level of the log may change while the daemon runs.</summary>
public sealed class LogFilterTests
{
    [Fact]
    public void A_changed_level_counts_at_once_for_loggers_that_there_are()
    {
        var filter = new LogFilter(LogLevel.Information);
        using var loggers = Loggers.Create(new Accepting(), filter);
        var logger = loggers.CreateLogger("AgentGateway.Test");
        Assert.False(logger.IsEnabled(LogLevel.Debug));

        filter.Set(LogLevel.Debug);

        Assert.True(logger.IsEnabled(LogLevel.Debug));
        Assert.True(loggers.CreateLogger("Microsoft.Test").IsEnabled(LogLevel.Debug));
        filter.Set(LogLevel.Error);
        Assert.False(logger.IsEnabled(LogLevel.Warning));
    }

    private sealed class Accepting : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
