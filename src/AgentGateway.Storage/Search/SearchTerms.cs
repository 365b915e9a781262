namespace AgentGateway.Storage.Search;

/// <summary>A query in the index's language, every term quoted and so literal.</summary>
/// <param name="Tiers">What to look for, the best first; each finds what those before it find, and more.</param>
/// <param name="AreRare">Ranking goes through few enough messages to be quick.</param>
internal sealed record SearchTerms(IReadOnlyList<SearchTier> Tiers, bool AreRare)
{
    /// <summary>So many occurrences a ranked query goes through, summed over its words.</summary>
    public const int OccurrencesMax = 12_000;

    /// <summary>The pairs of more words than these would cost more than they spare.</summary>
    private const int PairedWordsMax = 8;

    /// <param name="frequency">In how many messages a quoted term occurs, counted up to the maximum.</param>
    public static SearchTerms Of(SearchQuery query, Func<string, int> frequency)
    {
        string[] phrases = [.. query.Phrases.Select(Quoted)];
        string[] words = [.. query.Words.Select(Quoted)];
        var phrasesAreRare = phrases.All(phrase => frequency(phrase) < OccurrencesMax);
        var rare = Affordable(words, frequency);
        var areRare = phrasesAreRare && (rare.Length > 0 || phrases.Length > 0);

        // Common words are dropped for the sake of rarer ones, never when they are all there is.
        if (areRare)
            words = rare;
        List<SearchTier> tiers = [new(Joined(" AND ", [.. phrases, .. words]), null)];
        if (words.Length is > 2 and <= PairedWordsMax)
            tiers.Add(new(WithPhrases(Joined(" OR ", words)), WithPhrases(Pairs(words))));
        if (words.Length > (phrases.Length > 0 ? 0 : 1))
            tiers.Add(
                new(WithPhrases(
                    phrases.Length > 0 ? $"{phrases[0]} OR {Joined(" OR ", words)}" : Joined(" OR ", words)), null));
        return new(tiers, areRare);

        string WithPhrases(string any) => phrases.Length == 0 ? any : $"{Joined(" AND ", phrases)} AND ({any})";
    }

    /// <summary>The words in the index's language; each is literal.</summary>
    public static string Quoted(string term) => $"\"{term.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>
    /// The rarest of these quoted words, as many as the index goes through quickly; none where each is too common.
    /// </summary>
    public static string[] Affordable(string[] words, Func<string, int> frequency)
    {
        var left = OccurrencesMax;
        return [.. words.Select(word => (Word: word, Frequency: frequency(word))).OrderBy(word => word.Frequency)
            .TakeWhile(word => (left -= word.Frequency) > 0).Select(word => word.Word)];
    }

    /// <summary>Any two of the words.</summary>
    private static string Pairs(string[] words) =>
        Joined(" OR ",
        [
            .. words.SkipLast(1).Select((word, index) => $"({word} AND ({Joined(" OR ", words[(index + 1)..])}))"),
        ]);

    private static string Joined(string by, string[] terms) => string.Join(by, terms);
}

/// <param name="Match">The expression by which hits are ranked and shown.</param>
/// <param name="Within">Only what matches this too counts; it is not ranked by. Null: all of it.</param>
internal sealed record SearchTier(string Match, string? Within);
