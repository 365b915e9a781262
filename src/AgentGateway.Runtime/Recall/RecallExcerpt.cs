using AgentGateway.Domain.Recall;

namespace AgentGateway.Runtime.Recall;

/// <summary>The part of a text that shows why it was found.</summary>
internal static class RecallExcerpt
{
    /// <summary>
    /// The text; of a longer one that many characters, which begin a little before the first of the words that it has.
    /// </summary>
    public static string Of(string text, IReadOnlyList<string> words, int charactersMax)
    {
        if (text.Length <= charactersMax)
            return text;
        var stems = words.SelectMany(RecallWords.Stems).ToHashSet(StringComparer.Ordinal);
        var first = TextTokens.Places(text)
            .Where(place => stems.Contains(Stemmer.Stem(TextTokens.Fold(text.Substring(place.Start, place.Length)))))
            .Select(place => place.Start).FirstOrDefault(0);
        var from = Math.Clamp(first - (charactersMax / 4), 0, text.Length - charactersMax);
        var to = from + charactersMax;
        if (char.IsLowSurrogate(text[from]))
            from++;
        if (to < text.Length && char.IsLowSurrogate(text[to]))
            to--;
        return $"{(from > 0 ? "…" : "")}{text.AsSpan(from, to - from)}{(to < text.Length ? "…" : "")}";
    }
}
