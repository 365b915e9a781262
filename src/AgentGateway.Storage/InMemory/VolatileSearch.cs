using System.Text;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;

namespace AgentGateway.Storage.InMemory;

/// <summary>Search by looking at every message: the same order of tiers as the index, a simpler order within each.</summary>
internal static class VolatileSearch
{
    private const int SnippetTokens = 24;
    private const double AllTerms = 1_000;

    public static IReadOnlyList<SearchHit> Find(IEnumerable<MessageRow> rows, SearchQuery query, int limit, DateTimeOffset now)
    {
        string[][] words = [.. query.Words.Select(Folded)];
        string[][] phrases = [.. query.Phrases.Select(Folded)];
        return query.IsEmpty
            ? []
            : [.. rows.Select(row => Hit(row, words, phrases, now)).OfType<SearchHit>().OrderByDescending(hit => hit.Score).Take(limit)];
    }

    private static SearchHit? Hit(MessageRow row, string[][] words, string[][] phrases, DateTimeOffset now)
    {
        var text = row.Message.Text;
        (int Start, int Length)[] places = [.. SearchQuery.Tokens(text)];
        var tokens = Folded(text);
        var found = words.Where(word => Occurs(tokens, word)).ToArray();
        if (phrases.Any(phrase => !Occurs(tokens, phrase)) || (phrases.Length == 0 && found.Length == 0))
            return null;
        var recency = 1 / (1 + Math.Max(0, (now - row.At).TotalDays));
        var score = found.Length + recency + (found.Length == words.Length ? AllTerms : 0);
        return new(row.Thread, row.Id, Snippet(text, places, tokens, [.. found, .. phrases]), score, row.At);
    }

    private static string[] Folded(string text) =>
        [.. SearchQuery.Tokens(text).Select(place => text.Substring(place.Start, place.Length).ToLowerInvariant())];

    private static bool Occurs(string[] tokens, string[] term) => Starts(tokens, term).Any();

    private static IEnumerable<int> Starts(string[] tokens, string[] term) =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - term.Length + 1)).Where(start => tokens.AsSpan(start, term.Length).SequenceEqual(term));

    private static string Snippet(string text, (int Start, int Length)[] places, string[] tokens, string[][] terms)
    {
        var marked = terms.SelectMany(term => Starts(tokens, term).SelectMany(start => Enumerable.Range(start, term.Length))).ToHashSet();
        var first = Math.Max(0, marked.Min() - (SnippetTokens / 4));
        var last = Math.Min(places.Length, first + SnippetTokens) - 1;
        var snippet = new StringBuilder(first > 0 ? "…" : "");
        var at = first > 0 ? places[first].Start : 0;
        for (var index = first; index <= last; index++)
        {
            var (start, length) = places[index];
            var mark = marked.Contains(index) ? "**" : "";
            snippet.Append(text, at, start - at).Append(mark).Append(text, start, length).Append(mark);
            at = start + length;
        }

        return (last < places.Length - 1 ? snippet.Append('…') : snippet.Append(text, at, text.Length - at)).ToString();
    }
}
