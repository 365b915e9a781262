using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.RememberedRules;

/// <summary>A rule that an approval left behind.</summary>
/// <param name="Rule">Null before it was made.</param>
/// <param name="RevokedBy">Null while it holds.</param>
public sealed record RememberedRule(
    RuleId Id, PolicyRule? Rule, ApprovalId Approval, string MadeBy, DateTimeOffset MadeAt, string? RevokedBy,
        DateTimeOffset? RevokedAt)
{
    public static RememberedRule Initial { get; } = new(default, null, default, "", default, null, null);
}
