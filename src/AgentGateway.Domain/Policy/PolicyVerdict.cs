namespace AgentGateway.Domain.Policy;

/// <summary>What policy says about a call.</summary>
/// <param name="Rule">
/// The id of the rule that decided: <c>floor:…</c>, <c>default:R2</c>, <c>shipped:…</c>, or a written one.
/// </param>
/// <param name="Reason">Why, for people, as a sentence without a full stop.</param>
/// <param name="AlwaysAllowed">
/// Whether an approval may be remembered with <c>always</c>: up to R2, and no shell, wrapper, script, input or restart.
/// </param>
/// <param name="Facts">
/// What raised the risk, and what else a person who approves it should know, each in a few words.
/// </param>
public sealed record PolicyVerdict(
    PolicyDecision Decision,
    RiskClass Risk,
    string Rule,
    string Reason,
    bool AlwaysAllowed,
    IReadOnlyList<string> Facts)
{
    /// <summary>The words of its command, where that is one plain command; otherwise null.</summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>It is a hard deny, which no rule and no person lifts.</summary>
    public bool IsHardDeny => Rule.StartsWith(PolicyEngine.HardDenyPrefix, StringComparison.Ordinal);

    /// <summary>Whether an approval may be remembered for its thread.</summary>
    public bool SessionAllowed => Risk <= RiskClass.R2;
}
