
namespace AgentGateway.Runtime.Tokens;

/// <param name="Approve">R0 to R3: the highest risk that its holder may approve; null: none.</param>
/// <param name="Agent">
/// The agent that everything under it is authored by; it never approves, whatever <paramref name="Approve"/> says.
/// </param>
/// <param name="ExpiresDays">Null: it holds until it is revoked.</param>
public sealed record CreateAccessToken(
    string Name, string? Approve = null, string? Agent = null, double? ExpiresDays = null);
