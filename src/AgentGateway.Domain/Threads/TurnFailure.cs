namespace AgentGateway.Domain.Threads;

/// <summary>Why a turn failed: a stable code, a sentence, and what to do next.</summary>
public sealed record TurnFailure(string Code, string Message, string? Hint = null);
