using Microsoft.Extensions.Logging;

namespace AgentGateway.Agents.Policies;

public sealed partial class PolicyBook
{
    [LoggerMessage(EventId = 4111, Level = LogLevel.Information, Message = "{Count} rules of policy are in use.")]
    private partial void LogRead(int count);

    [LoggerMessage(
        EventId = 4112, Level = LogLevel.Error,
        Message = "The rules of policy cannot be used, so that people are asked more often. {Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(
        EventId = 4113, Level = LogLevel.Warning, Message = "A part of the rules of policy has no effect. {Warning} {Hint}")]
    private partial void LogWarning(string warning, string? hint);
}
