using Microsoft.Extensions.Logging;

namespace AgentGateway.Agents.Definitions;

public sealed partial class AgentSource
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "{Count} agents are configured.")]
    private partial void LogConfigured(int count);

    [LoggerMessage(
        EventId = 4102, Level = LogLevel.Warning, Message = "A definition of an agent was not used. {Problem}")]
    private partial void LogProblem(string problem);
}
