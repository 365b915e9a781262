using AgentGateway.Domain.Ids;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Log messages about live sessions.</summary>
internal static partial class LiveLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Output of {Session} cannot be kept.")]
    public static partial void OutputLost(ILogger log, Exception failure, SessionId session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Output of {Session} could not be indexed and is tried again.")]
    public static partial void NotIndexed(ILogger log, Exception failure, SessionId session);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A change of {Session} was not written down.")]
    public static partial void NotNoted(ILogger log, Exception failure, SessionId session);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} was taken over, run {Run}.")]
    public static partial void Adopted(ILogger log, SessionId session, int run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session} was lost: {Why}.")]
    public static partial void Lost(ILogger log, SessionId session, string why);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "What the lost {Session} printed last cannot be read and is not indexed.")]
    public static partial void NotReadAgain(ILogger log, Exception failure, SessionId session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Session} was given cannot be read.")]
    public static partial void NothingGiven(ILogger log, Exception failure, SessionId session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A snapshot of {Session} could not be taken.")]
    public static partial void NoSnapshot(ILogger log, Exception failure, SessionId session);
}
