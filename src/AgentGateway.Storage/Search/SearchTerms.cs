namespace AgentGateway.Storage.Search;

/// <summary>A query in the index's language, every term quoted and so literal.</summary>
/// <param name="All">Matches what has every term.</param>
/// <param name="Some">Matches what has every phrase and any word; null when that is no different.</param>
/// <param name="AreRare">Ranking goes through few enough messages to be quick.</param>
internal sealed record SearchTerms(string All, string? Some, bool AreRare)
{
    /// <summary>So many occurrences a ranked query goes through, summed over its words.</summary>
    public const int OccurrencesMax = 12_000;

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
        var all = string.Join(" AND ", [.. phrases, .. words]);
        var any = string.Join(" OR ", words);
        return (phrases.Length, words.Length) switch
        {
            (_, 0) or (0, 1) => new(all, null, areRare),
            (0, _) => new(all, any, areRare),
            _ => new(all, $"{string.Join(" AND ", phrases)} AND ({phrases[0]} OR {any})", areRare),
        };
    }

    private static string[] Affordable(string[] words, Func<string, int> frequency)
    {
        var left = OccurrencesMax;
        return [.. words.Select(word => (Word: word, Frequency: frequency(word))).OrderBy(word => word.Frequency)
            .TakeWhile(word => (left -= word.Frequency) > 0).Select(word => word.Word)];
    }

    private static string Quoted(string term) => $"\"{term.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
