using AgentGateway.Domain;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>How a turn stands, for other services of the daemon; clients are shown views.</summary>
/// <param name="Reply">The text of its answer, once it has one.</param>
internal sealed record TurnStanding(TurnStatus Status, string? Reply, Failure? Failure);
