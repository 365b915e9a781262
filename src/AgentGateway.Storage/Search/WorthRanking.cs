using System.Runtime.InteropServices;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Search;

/// <summary>
/// Chooses the messages that are worth ranking. bm25 looks up the length of each message that it ranks, which takes
/// several times as long as finding it. So messages are weighed first by which of the words they have, a rare word more
/// than a common one, and of equal ones the newer counts more.
/// </summary>
internal sealed class WorthRanking
{
    /// <summary>Confines a query to the messages that were chosen, which are its fourth parameter.</summary>
    public const string AmongChosen = "AND +message_text.rowid IN (SELECT value FROM json_each (?4))";

    /// <summary>Confines a query to the stream that is its second parameter.</summary>
    public const string InThread = """
        AND +message_text.rowid IN (
          SELECT event.position FROM stream JOIN event ON event.stream = stream.number
          WHERE stream.id = ?2 AND event.message_seq IS NOT NULL)
        """;

    /// <summary>So many are ranked, or <see cref="RankedPerHit"/> for each that is wanted where these are more.</summary>
    private const int RankedMin = 400;

    private const int RankedPerHit = 5;

    private readonly Dictionary<long, Weight> _found = [];

    /// <param name="words">Expressions in the index's language.</param>
    /// <param name="thread">Only messages of this one; null for all.</param>
    public WorthRanking(SqliteDatabase database, IReadOnlyList<string> words, ThreadId? thread)
    {
        var all = (double)database.Number("SELECT max(number) FROM message");
        var statement = database.Prepare(
            $"SELECT rowid FROM message_text WHERE message_text MATCH ?1 {(thread is null ? "" : InThread)}");
        List<long> numbers = [];
        foreach (var word in words)
        {
            numbers.Clear();
            statement.Bind(1, word);
            if (thread is { } only) statement.Bind(2, StreamId.Of(ThreadMachine.Kind, only.Value).Value);
            while (statement.Step()) numbers.Add(statement.Int64(0));
            statement.Reset();
            var rarity = Math.Log(1 + (all / (numbers.Count + 1)));
            foreach (var number in numbers)
            {
                ref var weight = ref CollectionsMarshal.GetValueRefOrAddDefault(_found, number, out _);
                weight = new(weight.Words + 1, weight.Rarity + rarity);
            }
        }
    }

    /// <summary>Those with several of the words first.</summary>
    /// <param name="limit">So many hits are wanted.</param>
    /// <returns>Their numbers as a JSON array; null where every message with one of the words is worth it.</returns>
    public string? Choose(int limit)
    {
        var ranked = Math.Max(RankedMin, limit * RankedPerHit);
        if (_found.Count <= ranked) return null;
        var chosen = _found.OrderByDescending(each => each.Value.Words > 1).ThenByDescending(each => each.Value.Rarity)
            .ThenByDescending(each => each.Key).Take(ranked).Select(each => each.Key);
        return $"[{string.Join(',', chosen)}]";
    }

    /// <summary>Whether a message has so many of the words.</summary>
    public bool HasAtLeast(int words, long number) => _found.GetValueOrDefault(number).Words >= words;

    private readonly record struct Weight(int Words, double Rarity);
}
