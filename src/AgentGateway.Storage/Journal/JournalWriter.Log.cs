using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Journal;

internal sealed partial class JournalWriter
{
    [LoggerMessage(LogLevel.Critical, "The journal's writer stopped.")]
    private partial void LogStopped(Exception failure);

    [LoggerMessage(LogLevel.Error, "A transaction could not be undone.")]
    private partial void LogRollbackFailed(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The database's log could not be emptied; the next start does it.")]
    private partial void LogNotEmptied(Exception failure);

    [LoggerMessage(LogLevel.Warning, "Upkeep of the database was put off.")]
    private partial void LogUpkeepFailed(Exception failure);
}
