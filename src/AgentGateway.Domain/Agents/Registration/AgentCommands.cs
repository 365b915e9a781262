namespace AgentGateway.Domain.Agents.Registration;

/// <summary>Registers a connected agent, or renews it for the principal that it belongs to.</summary>
public sealed record RegisterAgent(string Principal, string Name, IReadOnlyList<string> Aliases, string? Description);
