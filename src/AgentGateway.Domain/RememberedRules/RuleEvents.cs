using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.RememberedRules;

/// <summary>An approval was given for longer than once.</summary>
public sealed record RuleMade(PolicyRule Rule, ApprovalId Approval, string By) : DomainEvent;

public sealed record RuleRevoked(string By) : DomainEvent;
