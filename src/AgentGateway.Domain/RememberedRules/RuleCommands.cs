using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.RememberedRules;

public abstract record RuleCommand;

public sealed record MakeRule(PolicyRule Rule, ApprovalId Approval, string By) : RuleCommand;

public sealed record RevokeRule(string By) : RuleCommand;
