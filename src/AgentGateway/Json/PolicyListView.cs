namespace AgentGateway.Json;

/// <summary>All rules that the gate judges by.</summary>
/// <param name="Broken">Why the rules that somebody wrote cannot be read; null when they can.</param>
internal sealed record PolicyListView(IReadOnlyList<PolicyRuleView> Rules, string? Broken);

/// <param name="Decision">allow, ask or deny.</param>
/// <param name="Source">shipped, settings, file, always or session; the last two come from approvals and can be revoked.</param>
/// <param name="Pattern">What it is about beyond agent and tool, for people.</param>
internal sealed record PolicyRuleView(
    string Id,
    string Decision,
    string Source,
    string Agent,
    string Tool,
    string Pattern,
    string? ThreadId,
    string? Reason,
    string? MadeBy,
    DateTimeOffset? MadeAt,
    DateTimeOffset? RevokedAt);
