using Microsoft.Extensions.Logging;

namespace AgentGateway.Logging;

/// <summary>What is worth a line. The libraries below say at their information level what the daemon says itself, or nobody needs.</summary>
internal static class LogLevels
{
    public static ILoggingBuilder Apply(ILoggingBuilder builder, LogLevel least)
    {
        var library = least <= LogLevel.Debug ? least : LogLevel.Warning;
        return builder.SetMinimumLevel(least)
            .AddFilter("Microsoft", library)
            .AddFilter("System", library)
            .AddFilter("ModelContextProtocol", library);
    }
}
