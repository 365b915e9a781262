using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentGateway.Logging;

/// <summary>What is worth a line in the log. The level may change while the daemon runs.</summary>
internal sealed class LogFilter(LogLevel least) : IOptionsMonitor<LoggerFilterOptions>
{
    private event Action<LoggerFilterOptions, string?>? Changed;

    public LoggerFilterOptions CurrentValue { get; private set; } = Of(least);

    public LoggerFilterOptions Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<LoggerFilterOptions, string?> listener)
    {
        Changed += listener;
        return new Listening(() => Changed -= listener);
    }

    /// <summary>From now on entries of that level and above are written.</summary>
    public void Set(LogLevel level)
    {
        CurrentValue = Of(level);
        Changed?.Invoke(CurrentValue, null);
    }

    private static LoggerFilterOptions Of(LogLevel least)
    {
        // The libraries below repeat at their information level what the daemon logs itself, or log what is not needed.
        var library = least <= LogLevel.Debug ? least : LogLevel.Warning;
        var filter = new LoggerFilterOptions { MinLevel = least };
        foreach (var name in (string[])["Microsoft", "System", "ModelContextProtocol"])
            filter.Rules.Add(new(null, name, library, null));
        // A web server that cannot listen is told once, by the daemon, with what to do.
        filter.Rules.Add(new(null, "Microsoft.Extensions.Hosting", LogLevel.None, null));
        return filter;
    }

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
