using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// How live sessions record their output: the limits, the threads, the index, and the values that are left out.
/// </summary>
internal sealed record OutputRecording(
    SessionOptions Options,
    OutputSchedulers Schedulers,
    IOutputIndex Index,
    SessionRedaction Redaction,
    TimeProvider Time,
    ILogger<LiveSession> Log);
