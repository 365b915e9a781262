using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tokens;

/// <summary>A token of its own rights was made.</summary>
/// <param name="Digest">SHA-256 of the secret, hexadecimal; the secret itself is nowhere.</param>
/// <param name="ApproveUpTo">The highest risk that its holder may approve; null: none.</param>
/// <param name="Agent">The agent that everything under it is authored by; null: the token's name.</param>
public sealed record TokenCreated(
    string Name, string Digest, RiskClass? ApproveUpTo, string? Agent, DateTimeOffset? ExpiresAt, string By)
        : DomainEvent;

public sealed record TokenRevoked(string By) : DomainEvent;
