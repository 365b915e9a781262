namespace AgentGateway.Domain.Agents.Registration;

/// <summary>
/// A connected agent was registered, or renewed by its principal. A renewal replaces all that was registered before.
/// </summary>
public sealed record AgentRegistered(
    string Principal, string Name, IReadOnlyList<string> Aliases, string? Description) : DomainEvent;
