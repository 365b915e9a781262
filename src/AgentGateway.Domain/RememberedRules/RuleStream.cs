namespace AgentGateway.Domain.RememberedRules;

/// <summary>What the journal and its checks know of remembered rules.</summary>
public static class RuleStream
{
    public static StreamKind<RuleMachine, RememberedRule, RuleCommand> Kind { get; } = new(
        () => RuleJson.Plain.RememberedRule,
        [
            EventKind.Of("rule.made", () => RuleJson.Plain.RuleMade),
            EventKind.Of("rule.revoked", () => RuleJson.Plain.RuleRevoked),
        ]);
}
