namespace AgentGateway.Agents.Providers;

/// <summary>What one account may be asked for at a time.</summary>
public sealed record ProviderLimits
{
    /// <summary>Requests that run at the same time.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Null: no limit of ours.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Input and output together. Null: no limit of ours.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Requests that wait; a further one is refused.</summary>
    public int QueueMax { get; init; } = 256;
}
