namespace AgentGateway.Runtime.Recall;

/// <summary>What was recalled.</summary>
/// <param name="Ranked">Best first.</param>
/// <param name="Note">What the answer lacks, and why; null where nothing is missing.</param>
public sealed record RecallAnswer(IReadOnlyList<RankedCandidate> Ranked, string? Note = null)
{
    public static RecallAnswer Nothing { get; } = new([]);
}
