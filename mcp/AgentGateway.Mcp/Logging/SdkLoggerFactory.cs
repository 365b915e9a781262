using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp.Logging;

/// <summary>
/// Loggers for the MCP SDK, which takes the faults of clients for events of the daemon: it warns with a stack trace of
/// every cancelled request and of every refusal, and informs of every call. Here such things are a matter of debugging;
/// what is wrong with the daemon stays what it is.
/// </summary>
internal sealed class SdkLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new SdkLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The factory belongs to the host.</summary>
    public void Dispose()
    {
    }
}
