namespace AgentGateway.Storage.Search;

/// <summary>A query in the index's language, every term quoted and so literal.</summary>
/// <param name="Tiers">What to look for, the best first; each finds what those before it find, and more.</param>
/// <param name="AreRare">Ranking goes through few enough messages to be quick.</param>
internal sealed record SearchTerms(IReadOnlyList<SearchTier> Tiers, bool AreRare)
{
    /// <summary>Each word by itself, with all phrases: what <see cref="SearchTier.AtLeast"/> counts.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>So many occurrences a ranked query goes through, summed over its words.</summary>
    public const int OccurrencesMax = 12_000;

    /// <param name="frequency">In how many messages a quoted term occurs, counted up to the maximum.</param>
    public static SearchTerms Of(SearchQuery query, Func<string, int> frequency)
    {
        string[] phrases = [.. query.Phrases.Select(Quoted)];
        string[] words = [.. query.Words.Select(Quoted)];
        var phrasesAreRare = phrases.All(phrase => frequency(phrase) < OccurrencesMax);
        var rare = Affordable(words, frequency, OccurrencesMax);
        var areRare = phrasesAreRare && (rare.Length > 0 || phrases.Length > 0);

        // Common words are dropped for the sake of rarer ones, never when they are all there is.
        if (areRare)
            words = rare;
        List<SearchTier> tiers = [new(Joined(" AND ", [.. phrases, .. words]), 0)];
        if (words.Length > 2)
            tiers.Add(new(WithPhrases(Joined(" OR ", words)), 2));
        if (words.Length > (phrases.Length > 0 ? 0 : 1))
            tiers.Add(
                phrases.Length > 0
                    ? new(WithPhrases($"{phrases[0]} OR {Joined(" OR ", words)}"), 0)
                    : new(Joined(" OR ", words), 1));
        return new(tiers, areRare) { Words = [.. words.Select(WithPhrases)] };

        string WithPhrases(string any) => phrases.Length == 0 ? any : $"{Joined(" AND ", phrases)} AND ({any})";
    }

    /// <summary>The words in the index's language; each is literal.</summary>
    public static string Quoted(string term) => $"\"{term.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>
    /// The rarest of these quoted words, as many as the index goes through quickly; none where each is too common.
    /// </summary>
    /// <param name="occurrencesMax">So many occurrences, summed over the words.</param>
    public static string[] Affordable(string[] words, Func<string, int> frequency, int occurrencesMax)
    {
        var left = occurrencesMax;
        return [.. words.Select(word => (Word: word, Frequency: frequency(word))).OrderBy(word => word.Frequency)
            .TakeWhile(word => (left -= word.Frequency) > 0).Select(word => word.Word)];
    }

    private static string Joined(string by, string[] terms) => string.Join(by, terms);
}

/// <param name="Match">The expression by which hits are ranked and shown.</param>
/// <param name="AtLeast">So many of <see cref="SearchTerms.Words"/> must match too; 0 where the expression says all.</param>
internal sealed record SearchTier(string Match, int AtLeast);
