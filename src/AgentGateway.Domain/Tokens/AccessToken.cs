using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tokens;

/// <summary>A further token, with rights of its own.</summary>
/// <param name="Name">Null before it was made.</param>
/// <param name="Digest">SHA-256 of the secret, hexadecimal.</param>
public sealed record AccessToken(
    TokenId Id,
    string? Name,
    string Digest,
    RiskClass? ApproveUpTo,
    string? Agent,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    public static AccessToken Initial { get; } = new(default, null, "", null, null, default, null, null);
}
