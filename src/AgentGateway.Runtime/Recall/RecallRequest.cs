namespace AgentGateway.Runtime.Recall;

/// <summary>What a caller wants to recall, as it was given.</summary>
public sealed record RecallRequest(string Query)
{
    /// <summary>Only these kinds; null for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Only what belongs to these scopes, and messages and output; null for all that the caller reads.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public string? Speaker { get; init; }

    public string? ThreadId { get; init; }

    /// <summary>A time, or an age such as <c>2h</c>.</summary>
    public string? Since { get; init; }

    /// <inheritdoc cref="Since"/>
    public string? Until { get; init; }

    public int? Limit { get; init; }
}
