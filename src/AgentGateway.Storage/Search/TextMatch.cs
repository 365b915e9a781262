using System.Text;
using AgentGateway.Domain.Recall;

namespace AgentGateway.Storage.Search;

/// <summary>
/// Whether a text has the terms of a query, and where: for texts that are looked at one by one instead of by an index.
/// Letters count without case and marks, as the indexes see them.
/// </summary>
/// <remarks>The index of messages keeps stems; that of output keeps words as they are printed.</remarks>
internal sealed class TextMatch
{
    private readonly string[][] _words;
    private readonly string[][] _phrases;

    private readonly Func<string, string[]> _tokens;

    private TextMatch(SearchQuery query, Func<string, string[]> tokens)
    {
        _tokens = tokens;
        _words = [.. query.Words.Select(tokens)];
        _phrases = [.. query.Phrases.Select(tokens)];
    }

    /// <summary>Words count as they are written.</summary>
    public static TextMatch OfWords(SearchQuery query) => new(query, TextTokens.Folded);

    /// <summary>A word counts in all forms of the same stem.</summary>
    public static TextMatch OfStems(SearchQuery query) => new(query, RecallWords.Stems);

    /// <summary>Every token that a text with all the terms has.</summary>
    public IEnumerable<string> Tokens =>
        _words.Concat(_phrases).SelectMany(term => term).Distinct(StringComparer.Ordinal);

    public int WordCount => _words.Length;

    /// <summary>
    /// How many of the words it has; null when a phrase is missing, or when there is neither word nor phrase.
    /// </summary>
    public int? Count(string text)
    {
        var tokens = _tokens(text);
        if (!Array.TrueForAll(_phrases, phrase => Starts(tokens, phrase).Any()))
            return null;
        var found = _words.Count(word => Starts(tokens, word).Any());
        return found == 0 && _phrases.Length == 0 ? null : found;
    }

    public bool HasAll(string text) => Count(text) == _words.Length;

    /// <summary>
    /// The text, or so many tokens of a longer one around the first match, matches between <c>**</c>.
    /// </summary>
    public string Snippet(string text, int tokensMax)
    {
        (int Start, int Length)[] places = [.. TextTokens.Places(text)];
        var ends = MatchEnds(_tokens(text));
        var first = Math.Max(
            0, Math.Min(Array.FindIndex(ends, end => end > 0) - (tokensMax / 4), places.Length - tokensMax));
        var last = Math.Min(places.Length, first + tokensMax) - 1;
        var snippet = new StringBuilder(first > 0 ? "…" : "");
        var at = first > 0 ? places[first].Start : 0;
        for (var index = first; index <= last; index++)
        {
            if (ends[index] == 0)
                continue;
            var from = index;
            while (index < last && ends[from] > index + 1)
                index++;
            var end = places[index].Start + places[index].Length;
            snippet.Append(text, at, places[from].Start - at).Append("**")
                .Append(text, places[from].Start, end - places[from].Start).Append("**");
            at = end;
        }

        var cut = last < places.Length - 1;
        var stop = cut ? places[last].Start + places[last].Length : text.Length;
        snippet.Append(text, at, stop - at);
        return (cut ? snippet.Append('…') : snippet).ToString();
    }

    /// <summary>
    /// For each token that begins a match, the token behind its end; 0 for the others. Of two that begin together the
    /// longer counts.
    /// </summary>
    private int[] MatchEnds(string[] tokens)
    {
        var ends = new int[tokens.Length];
        foreach (var term in _words.Concat(_phrases))
        {
            foreach (var start in Starts(tokens, term))
                ends[start] = Math.Max(ends[start], start + term.Length);
        }

        return ends;
    }

    private static IEnumerable<int> Starts(string[] tokens, string[] term) =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - term.Length + 1))
            .Where(start => tokens.AsSpan(start, term.Length).SequenceEqual(term));
}
