using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>What one message of a model used. <paramref name="Model"/>: null where it is not known.</summary>
public readonly record struct StepUsage(TurnId? Turn, string? Model, TokenUsage Usage);
