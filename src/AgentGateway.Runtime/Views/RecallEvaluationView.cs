using System.Text.Json.Serialization;

namespace AgentGateway.Runtime.Views;

/// <summary>How well questions are answered, as shares from 0 to 1.</summary>
public record RecallFigures
{
    public int Questions { get; init; }

    /// <summary>The share of a question's evidence that is among the first hits, averaged over the questions.</summary>
    [JsonPropertyName("recall_at_1")]
    public double RecallAt1 { get; init; }

    /// <inheritdoc cref="RecallAt1"/>
    [JsonPropertyName("recall_at_5")]
    public double RecallAt5 { get; init; }

    /// <inheritdoc cref="RecallAt1"/>
    [JsonPropertyName("recall_at_10")]
    public double RecallAt10 { get; init; }

    /// <summary>How often the first hit is of a session that has evidence.</summary>
    [JsonPropertyName("session_hit_at_1")]
    public double SessionHitAt1 { get; init; }
}

/// <summary>What an evaluation found.</summary>
public sealed record RecallEvaluationView : RecallFigures
{
    public required IReadOnlyDictionary<string, RecallFigures> ByCategory { get; init; }

    public double P50Ms { get; init; }

    public double P99Ms { get; init; }
}
