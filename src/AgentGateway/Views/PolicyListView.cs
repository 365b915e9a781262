namespace AgentGateway.Views;

/// <summary>All rules that the gate judges by.</summary>
/// <param name="Broken">Why the rules that people wrote cannot be read; null when they can.</param>
internal sealed record PolicyListView(IReadOnlyList<PolicyRuleView> Rules, string? Broken);

/// <summary>A rule of the policy, as every surface shows it.</summary>
internal sealed record PolicyRuleView
{
    public required string Id { get; init; }

    /// <summary>allow, ask or deny.</summary>
    public required string Decision { get; init; }

    /// <summary>
    /// shipped, settings, file, always or session; the last two come from approvals and can be revoked.
    /// </summary>
    public required string Source { get; init; }

    public required string Agent { get; init; }

    public required string Tool { get; init; }

    /// <summary>The calls that it covers beyond agent and tool, for people.</summary>
    public required string Pattern { get; init; }

    public string? ThreadId { get; init; }

    public string? Reason { get; init; }

    public string? MadeBy { get; init; }

    public DateTimeOffset? MadeAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
