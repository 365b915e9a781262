namespace AgentGateway.Runtime.Recall;

/// <summary>A candidate with its rank and the reasons for it.</summary>
/// <param name="Score">Higher is better; comparable within one answer only.</param>
public sealed record RankedCandidate(RecallCandidate Candidate, double Score)
{
    /// <summary>
    /// How much of the question its own words and those around it cover, from 0 to 1; a rare word counts more than a
    /// common one.
    /// </summary>
    public double Coverage { get; init; }

    /// <summary>The question's words that it has itself, as they were asked, in any of their forms.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Those that only the texts around it have.</summary>
    public IReadOnlyList<string> WordsAround { get; init; } = [];

    /// <summary>The question names its speaker.</summary>
    public bool IsSpeaker { get; init; }

    /// <summary>The question names its month, day or year.</summary>
    public bool IsDate { get; init; }

    /// <summary>
    /// How near its meaning is to the question's, as the cosine of the angle; null where it was not found by meaning.
    /// </summary>
    public double? Similarity { get; init; }
}
