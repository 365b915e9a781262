using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Recall;

/// <summary>The texts that are nearest to a question by their meaning, the nearest first.</summary>
/// <param name="Note">Why there are none although an embedder is set up; null otherwise.</param>
public sealed record NearestTexts(IReadOnlyList<(VectorKey Key, double Similarity)> Texts, string? Note = null)
{
    public static NearestTexts None { get; } = new([]);
}
