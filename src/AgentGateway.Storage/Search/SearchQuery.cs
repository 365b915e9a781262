using AgentGateway.Domain.Recall;

namespace AgentGateway.Storage.Search;

/// <summary>
/// What was typed to find messages: words in any order, and phrases between double quotes. Every other character is
/// literal, which for the index means that it separates words. A quote that is never closed is such a character.
/// </summary>
internal sealed record SearchQuery(IReadOnlyList<string> Words, IReadOnlyList<string> Phrases)
{
    /// <summary>Of a longer query the first words count.</summary>
    private const int TermsMax = 32;

    public bool IsEmpty => Words.Count == 0 && Phrases.Count == 0;

    public static SearchQuery Parse(string text)
    {
        List<string> words = [];
        List<string> phrases = [];

        // The index's language ends at a NUL.
        var parts = text.Replace('\0', ' ').Split('"');
        for (var index = 0; index < parts.Length; index++)
        {
            var isQuoted = index % 2 == 1 && index < parts.Length - 1;
            foreach (var term in isQuoted
                ? [parts[index]]
                : parts[index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                Add(isQuoted ? phrases : words, term);
        }

        return new([.. words.Distinct(StringComparer.OrdinalIgnoreCase).Take(TermsMax)], [.. phrases.Take(TermsMax)]);
    }

    private static void Add(List<string> terms, string term)
    {
        if (TextTokens.Places(term).Any())
            terms.Add(term);
    }
}
