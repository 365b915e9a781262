using System.Diagnostics;

namespace AgentGateway.Domain.RememberedRules;

/// <summary>A rule that an approval left behind: made once, revoked once, never changed.</summary>
public sealed class RuleMachine : IMachine<RememberedRule, RuleCommand>
{
    public static readonly Rejection Unknown = new(
        "unknown_rule", "There is no remembered rule of that id.", "List rules with agw policy list.");

    public static string Kind => "rule";

    public static int SnapshotVersion => 1;

    public static RememberedRule Initial => RememberedRule.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        RememberedRule state, RuleCommand command) => command switch
    {
        MakeRule c when state.Rule is null => Outcomes.Of(new RuleMade(c.Rule, c.Approval, c.By)),
        MakeRule => Outcomes.Nothing,
        RevokeRule when state.Rule is null => Unknown,
        RevokeRule when state.RevokedBy is not null => Outcomes.Nothing,
        RevokeRule c => Outcomes.Of(new RuleRevoked(c.By)),
        _ => throw new UnreachableException(),
    };

    public static RememberedRule Evolve(RememberedRule state, RecordedEvent recorded) => recorded.Event switch
    {
        RuleMade e => new(new(recorded.Stream.Id), e.Rule, e.Approval, e.By, recorded.At, null, null),
        RuleRevoked e => state with { RevokedBy = e.By, RevokedAt = recorded.At },
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<Effect> Owed(RememberedRule state) => [];

    public static IReadOnlyList<ReadRow> Project(RememberedRule before, RecordedEvent recorded, RememberedRule after) =>
        [];
}
