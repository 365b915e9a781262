using System.Collections.Concurrent;
using System.Numerics;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Search;

/// <summary>
/// In how many messages a term occurs, counted no further than matters and remembered until the number of messages has
/// doubled. What is in a small database is counted anew.
/// </summary>
internal sealed class TermFrequencies
{
    private const int TermsMax = 10_000;
    private readonly ConcurrentDictionary<(string Term, int Size), int> _known = [];

    public int Of(SqliteDatabase database, string term)
    {
        var messages = database.Number("SELECT max(number) FROM message");
        return messages < SearchTerms.OccurrencesMax / 2 ? 0 : Count(database, term, messages);
    }

    /// <summary>The same, also of a small database.</summary>
    /// <param name="messages">About how many there are.</param>
    public int Count(SqliteDatabase database, string term, long messages)
    {
        var key = (term, BitOperations.Log2((ulong)messages));
        var isSmall = messages < SearchTerms.OccurrencesMax / 2;
        if (!isSmall && _known.TryGetValue(key, out var known))
            return known;
        var statement = database.Prepare(
            "SELECT count(*) FROM (SELECT 1 FROM message_text WHERE message_text MATCH ?1 LIMIT ?2)");
        statement.Bind(1, term).Bind(2, SearchTerms.OccurrencesMax);
        statement.Step();
        var counted = (int)statement.Int64(0);
        statement.Reset();
        if (isSmall)
            return counted;
        if (_known.Count >= TermsMax)
            _known.Clear();
        return _known[key] = counted;
    }
}
