namespace AgentGateway.Runtime.Knowledge;

/// <summary>What a caller wants to put.</summary>
public sealed record PutRequest(string Subject, string Summary)
{
    public string? Scope { get; init; }

    public string? Type { get; init; }

    public string? Payload { get; init; }

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public string? CoverageKey { get; init; }

    /// <summary>A time, or in how long.</summary>
    public string? FreshUntil { get; init; }
}
