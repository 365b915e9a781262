using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Makes one order of two, that by words and that by meaning: a weighted sum of both scores, each brought to the range
/// from 0 to 1. Words count as much as the best text covers of the question's words; so where words say all, they decide,
/// and where the question is put in other words, meaning does. Pure.
/// </summary>
/// <remarks>
/// Sums of scaled scores keep how far apart two texts are, which sums of places lose (Bruch, Gai, Ingber, "An Analysis of
/// Fusion Functions for Hybrid Retrieval", 2022).
/// </remarks>
public static class RecallFusion
{
    /// <summary>Beside words that cover all of the question, which count 1.</summary>
    private const double MeaningWeight = 0.6;

    /// <param name="byWords">Best first, with all texts of <paramref name="byMeaning"/> among them.</param>
    /// <param name="byMeaning">Nearest first, and not empty.</param>
    public static IReadOnlyList<RankedCandidate> Fuse(
        IReadOnlyList<RankedCandidate> byWords, IReadOnlyList<(VectorKey Key, double Similarity)> byMeaning)
    {
        var near = byMeaning.ToDictionary(text => text.Key, text => text.Similarity);
        var (nearest, farthest) = (byMeaning[0].Similarity, byMeaning[^1].Similarity);
        var best = Math.Max(1e-9, byWords.Max(WordScore));
        var covered = byWords.Max(ranked => ranked.Coverage);
        return
        [
            .. byWords.Select(Fused).OrderByDescending(ranked => ranked.Score)
                .ThenByDescending(ranked => ranked.Candidate.At)
                .ThenBy(ranked => ranked.Candidate.Id, StringComparer.Ordinal),
        ];

        RankedCandidate Fused(RankedCandidate ranked)
        {
            var words = covered * WordScore(ranked) / best;
            if (!near.TryGetValue(new(ranked.Candidate.Kind, ranked.Candidate.Id), out var similarity))
                return ranked with { Score = words / (covered + MeaningWeight) };
            var meaning = nearest > farthest ? (similarity - farthest) / (nearest - farthest) : 1;
            return ranked with
            {
                Score = (words + (MeaningWeight * meaning * RecallRanking.Standing(ranked.Candidate)))
                    / (covered + MeaningWeight),
                Similarity = similarity,
            };
        }
    }

    /// <summary>What has none of the words, and nothing around it has, was not found by words.</summary>
    private static double WordScore(RankedCandidate ranked) =>
        ranked.Words.Count + ranked.WordsAround.Count > 0 ? Math.Max(0, ranked.Score) : 0;
}
