using System.Diagnostics;

namespace AgentGateway.Domain.Tokens;

/// <summary>A token is made once and ends once; its rights never change.</summary>
public sealed class TokenMachine : IMachine<AccessToken, TokenCommand>
{
    public static readonly Rejection Unknown = new(
        "unknown_token", "There is no token of that id or name.", "List tokens with agw token list.");

    public static string Kind => "token";

    public static int SnapshotVersion => 1;

    public static AccessToken Initial => AccessToken.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(AccessToken state, TokenCommand command) => command switch
    {
        CreateToken c when state.Name is null => Outcomes.Of(
            new TokenCreated(c.Name, c.Digest, c.ApproveUpTo, c.Agent, c.ExpiresAt, c.By)),
        CreateToken => Outcomes.Nothing,
        RevokeToken when state.Name is null => Unknown,
        RevokeToken when state.RevokedAt is not null => Outcomes.Nothing,
        RevokeToken c => Outcomes.Of(new TokenRevoked(c.By)),
        _ => throw new UnreachableException(),
    };

    public static AccessToken Evolve(AccessToken state, RecordedEvent recorded) => recorded.Event switch
    {
        TokenCreated e => new(
            new(recorded.Stream.Id), e.Name, e.Digest, e.ApproveUpTo, e.Agent, recorded.At, e.ExpiresAt, null),
        TokenRevoked => state with { RevokedAt = recorded.At },
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(AccessToken state) => [];

    public static IReadOnlyList<ReadRow> Project(AccessToken before, RecordedEvent recorded, AccessToken after) => [];
}
