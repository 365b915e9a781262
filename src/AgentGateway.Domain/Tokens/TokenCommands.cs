using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tokens;

public abstract record TokenCommand;

public sealed record CreateToken(
    string Name, string Digest, RiskClass? ApproveUpTo, string? Agent, DateTimeOffset? ExpiresAt, string By)
        : TokenCommand;

public sealed record RevokeToken(string By) : TokenCommand;
