using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Output;

internal sealed partial class OutputWriter
{
    [LoggerMessage(
        LogLevel.Critical,
        "The output index's writer stopped. Output is not searchable until the daemon starts again.")]
    private partial void LogStopped(Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Path} was set aside as {Aside} ({Reason}); a new output index was begun.")]
    private partial void LogSetAside(string path, string aside, string reason);

    [LoggerMessage(LogLevel.Warning, "Merging of the output index was put off.")]
    private partial void LogMergeFailed(Exception failure);
}
