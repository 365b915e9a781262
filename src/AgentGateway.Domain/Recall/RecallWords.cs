namespace AgentGateway.Domain.Recall;

/// <summary>The words of a question by which things are recalled.</summary>
public static class RecallWords
{
    /// <summary>Of a longer text the first words count.</summary>
    public const int WordsMax = 64;

    /// <summary>
    /// The words as typed, without stop words, each once whatever its case. A text of nothing but stop words has these,
    /// because they are all there is to look for. Empty where the text has no word.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = TextTokens.Places(text).Select(place => text.Substring(place.Start, place.Length))
            .DistinctBy(TextTokens.Fold, StringComparer.Ordinal);
        List<string> telling = [];
        List<string> stops = [];
        foreach (var word in words)
        {
            var kind = StopWords.Contains(TextTokens.Fold(word)) ? stops : telling;
            if (kind.Count < WordsMax)
                kind.Add(word);
            if (telling.Count == WordsMax)
                break;
        }

        return telling.Count > 0 ? telling : stops;
    }

    /// <summary>The stems of a text's tokens, in order, stop words included.</summary>
    public static string[] Stems(string text) => [.. TextTokens.Folded(text).Select(Stemmer.Stem)];
}
