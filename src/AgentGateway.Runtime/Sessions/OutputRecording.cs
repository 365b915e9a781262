using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>How live sessions record their output: with which limits, on which threads, into which index, and without which values.</summary>
internal sealed record OutputRecording(
    SessionOptions Options,
    OutputSchedulers Schedulers,
    IOutputIndex Index,
    SessionRedaction Redaction,
    TimeProvider Time,
    ILogger<LiveSession> Log);
