using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Makes one order of two: that by words and that by meaning. Their scores cannot be compared, so places count: a text
/// gets the reciprocal of its place in each order, and the sum decides (reciprocal rank fusion). Pure.
/// </summary>
public static class RecallFusion
{
    /// <summary>The usual constant: the larger, the less the first places count more than those behind them.</summary>
    private const double PlacesBefore = 60;

    /// <param name="byWords">Best first, with all texts of <paramref name="byMeaning"/> among them.</param>
    /// <param name="byMeaning">Nearest first.</param>
    public static IReadOnlyList<RankedCandidate> Fuse(
        IReadOnlyList<RankedCandidate> byWords, IReadOnlyList<(VectorKey Key, double Similarity)> byMeaning)
    {
        var near = byMeaning.Select((text, place) => (text.Key, text.Similarity, Place: place))
            .ToDictionary(text => text.Key, text => (text.Place, text.Similarity));
        return
        [
            .. byWords.Select((ranked, place) => Fused(ranked, place, near))
                .OrderByDescending(ranked => ranked.Score).ThenByDescending(ranked => ranked.Candidate.At)
                .ThenBy(ranked => ranked.Candidate.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The score is 1 for what is first in both orders.</summary>
    private static RankedCandidate Fused(
        RankedCandidate ranked, int place, Dictionary<VectorKey, (int Place, double Similarity)> near)
    {
        // What has none of the words, and nothing around it has, was not found by words.
        var words = ranked.Words.Count + ranked.WordsAround.Count > 0 ? Reciprocal(place) : 0;
        var isNear = near.TryGetValue(new(ranked.Candidate.Kind, ranked.Candidate.Id), out var found);
        return ranked with
        {
            Score = ((words + (isNear ? Reciprocal(found.Place) : 0)) / (2 * Reciprocal(0)))
                * RecallRanking.Standing(ranked.Candidate),
            Similarity = isNear ? found.Similarity : null,
        };
    }

    private static double Reciprocal(int place) => 1 / (PlacesBefore + place + 1);
}
