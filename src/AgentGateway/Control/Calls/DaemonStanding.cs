using AgentGateway.Data;
using AgentGateway.Http;

namespace AgentGateway.Control.Calls;

/// <summary>The running daemon: how it is reached, on which data directory, and its condition.</summary>
internal sealed record DaemonStanding(DaemonFile File, string Data, Health Health);
