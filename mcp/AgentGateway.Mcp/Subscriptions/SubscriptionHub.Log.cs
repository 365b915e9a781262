using Microsoft.Extensions.Logging;

namespace AgentGateway.Mcp.Subscriptions;

internal sealed partial class SubscriptionHub
{
    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Following changes failed; trying again in a second. Clients may have missed some.")]
    private partial void LogSourceFailed(Exception exception);
}
