using AgentGateway.Runtime.Journal;
using AgentGateway.Terminal.Status;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// How live sessions record their output: the limits, the threads, the index, the values that are left
/// out, and how screens are read.
/// </summary>
internal sealed record OutputRecording(
    SessionOptions Options,
    OutputSchedulers Schedulers,
    IOutputIndex Index,
    SessionRedaction Redaction,
    PatternLibrary Patterns,
    CommandQueueTexts Commands,
    TimeProvider Time,
    ILogger<LiveSession> Log);
