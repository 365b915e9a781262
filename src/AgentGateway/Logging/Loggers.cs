using Microsoft.Extensions.Logging;

namespace AgentGateway.Logging;

/// <summary>Makes the logger factory, and says what is worth a line.</summary>
internal static class Loggers
{
    /// <summary>Made without a container, which would take a tenth of the time that a start may take.</summary>
    public static LoggerFactory Create(ILoggerProvider provider, LogLevel least)
    {
        // The libraries below repeat at their information level what the daemon logs itself, or log what is not needed.
        var library = least <= LogLevel.Debug ? least : LogLevel.Warning;
        var filter = new LoggerFilterOptions { MinLevel = least };
        foreach (var name in (string[])["Microsoft", "System", "ModelContextProtocol"])
            filter.Rules.Add(new(null, name, library, null));
        // A web server that cannot listen is told once, by the daemon, with what to do.
        filter.Rules.Add(new(null, "Microsoft.Extensions.Hosting", LogLevel.None, null));
        return new([provider], filter);
    }
}
