namespace AgentGateway.Domain.Tokens;

/// <summary>What the journal and its checks know of tokens.</summary>
public static class TokenStream
{
    public static StreamKind<TokenMachine, AccessToken, TokenCommand> Kind { get; } = new(
        TokenJson.Plain.AccessToken,
        [
            new("token.created", TokenJson.Plain.TokenCreated),
            new("token.revoked", TokenJson.Plain.TokenRevoked),
        ]);
}
