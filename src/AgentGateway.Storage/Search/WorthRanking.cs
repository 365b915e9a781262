using System.Numerics;
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

    private const int RankedPerHit = 2;

    /// <summary>Each word is a bit.</summary>
    private const int WordsMax = 64;

    /// <summary>By how much those count that have exactly these words.</summary>
    private readonly Dictionary<ulong, Weight> _weights = [];

    /// <summary>What has one of the words or more, and which, by rising number.</summary>
    private readonly List<(long Number, ulong Words)> _found = [];

    /// <param name="words">Expressions in the index's language, at most 64, the rarest first.</param>
    /// <param name="thread">Only messages of this one; null for all.</param>
    public WorthRanking(SqliteDatabase database, IReadOnlyList<string> words, ThreadId? thread)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(words.Count, WordsMax);
        var all = (double)database.Number("SELECT max(number) FROM message");
        var statement = database.Prepare($"""
            SELECT rowid FROM message_text WHERE message_text MATCH ?1 {(thread is null ? "" : InThread)} ORDER BY rowid
            """);
        List<long> numbers = [];
        List<(long Number, ulong Words)> before = [];
        var rarities = new double[words.Count];
        for (var word = 0; word < words.Count; word++)
        {
            numbers.Clear();
            statement.Bind(1, words[word]);
            if (thread is { } only) statement.Bind(2, StreamId.Of(ThreadMachine.Kind, only.Value).Value);
            while (statement.Step()) numbers.Add(statement.Int64(0));
            statement.Reset();
            rarities[word] = Math.Log(1 + (all / (numbers.Count + 1)));
            (before, _found) = (_found, before);
            Merge(before, numbers, 1UL << word, _found);
        }

        foreach (var (_, found) in _found)
        {
            ref var weight = ref CollectionsMarshal.GetValueRefOrAddDefault(_weights, found, out var isKnown);
            if (!isKnown) weight = WeightOf(found, rarities);
            weight = weight with { Messages = weight.Messages + 1 };
        }
    }

    /// <summary>Those with several of the words first.</summary>
    /// <param name="limit">So many hits are wanted.</param>
    /// <returns>Their numbers as a JSON array; null where every message with one of the words is worth it.</returns>
    public string? Choose(int limit)
    {
        var left = Math.Max(RankedMin, limit * RankedPerHit);
        if (_found.Count <= left) return null;

        // There are far fewer weights than messages, so all of one weight are chosen at once, and the newest of the last.
        HashSet<ulong> chosen = [];
        HashSet<ulong> partly = [];
        foreach (var equal in _weights.GroupBy(each => (each.Value.Words > 1, each.Value.Rarity))
            .OrderByDescending(equal => equal.Key))
        {
            var messages = equal.Sum(each => each.Value.Messages);
            (messages > left ? partly : chosen).UnionWith(equal.Select(each => each.Key));
            if (messages > left) break;
            left -= messages;
        }

        // By rising number, because that is how the database goes through them.
        List<long> numbers = [];
        for (var index = _found.Count - 1; index >= 0; index--)
        {
            var (number, words) = _found[index];
            if (chosen.Contains(words) || (left > 0 && partly.Contains(words) && left-- > 0)) numbers.Add(number);
        }

        numbers.Reverse();
        return $"[{string.Join(',', numbers)}]";
    }

    /// <summary>Whether a message has so many of the words.</summary>
    public bool HasAtLeast(int words, long number)
    {
        var place = _found.BinarySearch((number, 0), ByNumber);
        return place >= 0 && _weights[_found[place].Words].Words >= words;
    }

    private static Comparer<(long Number, ulong Words)> ByNumber { get; } =
        Comparer<(long Number, ulong Words)>.Create((one, other) => one.Number.CompareTo(other.Number));

    /// <summary>Adds to what was found before that these numbers have one word more.</summary>
    private static void Merge(
        List<(long Number, ulong Words)> before, List<long> numbers, ulong word, List<(long Number, ulong Words)> merged)
    {
        merged.Clear();
        var next = 0;
        foreach (var number in numbers)
        {
            while (next < before.Count && before[next].Number < number)
                merged.Add(before[next++]);
            var has = next < before.Count && before[next].Number == number ? before[next++].Words : 0;
            merged.Add((number, has | word));
        }

        merged.AddRange(CollectionsMarshal.AsSpan(before)[next..]);
    }

    private static Weight WeightOf(ulong words, double[] rarities) => new(
        BitOperations.PopCount(words), rarities.Where((_, word) => (words & (1UL << word)) != 0).Sum(), 0);

    private readonly record struct Weight(int Words, double Rarity, int Messages);
}
