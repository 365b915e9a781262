using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What every live session works with.</summary>
internal sealed record LiveServices(
    SessionDispatcher Dispatcher,
    SessionChanges Changes,
    SnapshotTaker Snapshots,
    IOutputIndex Index,
    OutputLanes Lanes,
    SessionOptions Options,
    TimeProvider Time,
    ILogger<LiveSession> Log);
