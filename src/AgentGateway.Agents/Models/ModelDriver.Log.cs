using Microsoft.Extensions.Logging;

namespace AgentGateway.Agents.Models;

public sealed partial class ModelDriver
{
    [LoggerMessage(
        EventId = 4001, Level = LogLevel.Warning,
        Message = "{Model} failed in {Turn} with {Code} ({Cause}); attempt {Attempt} follows.")]
    private partial void LogRetry(string turn, string model, string code, int attempt, string? cause);

    [LoggerMessage(
        EventId = 4002, Level = LogLevel.Warning, Message = "{Model} failed {Turn} with {Code}. {Reason} ({Cause})")]
    private partial void LogFailed(string turn, string model, string code, string reason, string? cause);
}
