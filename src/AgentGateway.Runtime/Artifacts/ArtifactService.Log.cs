using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Artifacts;

public sealed partial class ArtifactService
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "The artifact {Name} could not be kept.")]
    private partial void LogNotKept(string name, Exception exception);
}
