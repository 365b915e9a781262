namespace AgentGateway.Domain.Agents.Registration;

/// <summary>A connected agent was registered, or renewed by its principal. Renewing says everything anew.</summary>
public sealed record AgentRegistered(
    string Principal, string Name, IReadOnlyList<string> Aliases, string? Description) : DomainEvent;
