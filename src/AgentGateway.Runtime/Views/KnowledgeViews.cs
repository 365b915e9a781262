namespace AgentGateway.Runtime.Views;

/// <summary>A piece of knowledge as every front end shows it.</summary>
public sealed record KnowledgeView
{
    public required string Id { get; init; }

    public required string Subject { get; init; }

    /// <summary>global, operator:NAME, agent:ID or workspace:/path.</summary>
    public required string Scope { get; init; }

    public required string Type { get; init; }

    public required string Summary { get; init; }

    public string? Payload { get; init; }

    /// <summary>working, promoted or approved.</summary>
    public required string Trust { get; init; }

    /// <summary>replaced or rejected; absent while it counts.</summary>
    public string? Standing { get; init; }

    public DateTimeOffset? FreshUntil { get; init; }

    /// <summary>It has to be checked again.</summary>
    public bool? Stale { get; init; }

    public IReadOnlyList<string>? Evidence { get; init; }

    public string? CoverageKey { get; init; }

    public required string Author { get; init; }

    public required int Version { get; init; }

    public string? Reviewer { get; init; }

    public string? Review { get; init; }

    /// <summary>The reviewed piece that it would replace.</summary>
    public string? Beside { get; init; }

    public string? ReplacedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

public sealed record KnowledgeEnvelope(KnowledgeView Knowledge);

public sealed record KnowledgeListView(IReadOnlyList<KnowledgeView> Knowledge, string? NextCursor);

/// <param name="Outcome">put, new_version, candidate (beside a reviewed one) or known (the same is reviewed).</param>
public sealed record KnowledgePutView(string Outcome, KnowledgeView Knowledge);

/// <param name="Fit">How much of it, or of what was asked, is in the other: from 0 to 1.</param>
/// <param name="Words">What both have.</param>
public sealed record PreflightItemView(KnowledgeView Knowledge, double Fit, IReadOnlyList<string> Words);

/// <param name="Decision">reuse, refresh or none.</param>
public sealed record PreflightView(string Decision, string Reason, IReadOnlyList<PreflightItemView> Items);
