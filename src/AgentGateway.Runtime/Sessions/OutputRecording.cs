using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>How live sessions record their output: with which limits, on which threads, and into which index.</summary>
internal sealed record OutputRecording(
    SessionOptions Options,
    OutputSchedulers Schedulers,
    IOutputIndex Index,
    TimeProvider Time,
    ILogger<LiveSession> Log);
