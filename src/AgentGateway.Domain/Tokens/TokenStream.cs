namespace AgentGateway.Domain.Tokens;

/// <summary>What the journal and its checks know of tokens.</summary>
public static class TokenStream
{
    public static StreamKind<TokenMachine, AccessToken, TokenCommand> Kind { get; } = new(
        () => TokenJson.Plain.AccessToken,
        [
            EventKind.Of("token.created", () => TokenJson.Plain.TokenCreated),
            EventKind.Of("token.revoked", () => TokenJson.Plain.TokenRevoked),
        ]);
}
