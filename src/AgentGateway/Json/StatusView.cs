using AgentGateway.Domain;

namespace AgentGateway.Json;

/// <param name="Status">ready or unavailable.</param>
/// <param name="Position">The position of the newest event.</param>
internal sealed record StatusView(
    string Status,
    Rejection? Reason,
    int Pid,
    string Url,
    string Socket,
    string Data,
    string Version,
    string Journal,
    long Position,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    int Agents,
    int AgentsAvailable);
