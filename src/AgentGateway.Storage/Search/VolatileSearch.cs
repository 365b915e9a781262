using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Storage.Search;

/// <summary>
/// Search by looking at every message: the same order of tiers as the index, a simpler order within each.
/// </summary>
internal static class VolatileSearch
{
    private const int SnippetTokens = 24;
    private const double AllTerms = 1_000;

    public static IReadOnlyList<SearchHit> Find(
        IEnumerable<MessageRow> rows, SearchQuery query, int limit, DateTimeOffset now)
    {
        var match = TextMatch.OfStems(query);
        return [.. rows.Select(
            row => Hit(row, match, now)).OfType<SearchHit>().OrderByDescending(hit => hit.Score).Take(limit)];
    }

    private static SearchHit? Hit(MessageRow row, TextMatch match, DateTimeOffset now)
    {
        if (match.Count(row.Message.Text) is not { } found)
            return null;
        var recency = 1 / (1 + Math.Max(0, (now - row.At).TotalDays));
        var score = found + recency + (found == match.WordCount ? AllTerms : 0);
        return new(row.Thread, row.Id, match.Snippet(row.Message.Text, SnippetTokens), score, row.At);
    }
}
