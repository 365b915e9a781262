using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What every live session works with.</summary>
/// <param name="Recording">Where output is taken.</param>
/// <param name="Indexing">Where it is made searchable.</param>
internal sealed record LiveServices(
    SessionDispatcher Dispatcher, SessionChanges Changes, SnapshotTaker Snapshots, IOutputIndex? Index, OutputLane Recording, OutputLane Indexing, SessionOptions Options,
    TimeProvider Time, ILogger Log);
