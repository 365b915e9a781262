namespace AgentGateway.Runtime.Vectors;

/// <summary>What becomes durable together.</summary>
/// <param name="Reach">What was looked at then.</param>
public sealed record VectorChange(VectorReach Reach)
{
    /// <summary>In place of earlier vectors of the same texts.</summary>
    public IReadOnlyList<EmbeddedText> Put { get; init; } = [];

    public IReadOnlyList<VectorKey> Remove { get; init; } = [];

    /// <summary>All texts of these streams go.</summary>
    public IReadOnlyList<string> RemoveGroups { get; init; } = [];
}
