
namespace AgentGateway.Runtime.Tokens;

/// <param name="Approve">R0 to R3: the highest risk that its holder may approve; null: none.</param>
/// <param name="Agent">
/// The agent that is the author of everything under the token; it never approves, even with <paramref name="Approve"/>.
/// </param>
/// <param name="ExpiresDays">Null: the token is valid until it is revoked.</param>
public sealed record CreateAccessToken(
    string Name, string? Approve = null, string? Agent = null, double? ExpiresDays = null);
