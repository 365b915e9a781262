using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>What a turn used of models, with the failed steps.</summary>
public readonly record struct TurnUsage(
    TurnId Turn, ThreadId Thread, AgentId Agent, DateTimeOffset QueuedAt, TokenUsage Usage);
