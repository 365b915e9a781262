namespace AgentGateway.Domain.Knowledge;

/// <summary>The last decision before work began in a thread or of a caller.</summary>
public sealed record LatestPreflight(PreflightDecided? Last, DateTimeOffset At)
{
    public static LatestPreflight Initial { get; } = new(null, default);
}
