namespace AgentGateway.Domain.Knowledge;

/// <summary>The last decision before work began in a thread, of a task or of a caller.</summary>
public sealed record LatestPreflight(PreflightDecided? Last, DateTimeOffset At)
{
    public static LatestPreflight Initial { get; } = new(null, default);
}
