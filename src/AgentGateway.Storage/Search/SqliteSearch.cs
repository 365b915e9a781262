using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Search;

/// <summary>
/// Full-text search in the index of messages. What has all words comes first, then what has two, then what has any;
/// within each, bm25 decides, and of two equal hits the newer one is a little better. The effort is bounded: words that
/// would make the index go through too many messages are left out as long as rarer terms remain, and a query of nothing
/// but such words is answered with the newest messages that have them all.
/// </summary>
internal sealed class SqliteSearch(TermFrequencies frequencies, TimeProvider time)
{
    /// <summary>
    /// How the index makes words of messages. It keeps their stems, so that other forms of a word are found too, which
    /// the search in memory does by <see cref="TextMatch.OfStems"/>.
    /// </summary>
    public const string Tokenizer = "porter unicode61 remove_diacritics 2";

    private const double RecencyWeight = 0.2;
    private const double RecencyHalfDays = 30;

    /// <summary>So many candidates are looked at for each hit, because their age may change their order.</summary>
    private const int CandidatesPerHit = 4;

    private const string ByRank = "SELECT rowid, -bm25(message_text) AS score FROM message_text WHERE message_text MATCH ?1";
    private const string ByAge = "SELECT rowid, 1.0 FROM message_text WHERE message_text MATCH ?1";
    private const string BestFirst = "ORDER BY score DESC, rowid DESC LIMIT ?3";
    private const string NewestFirst = "ORDER BY rowid DESC LIMIT ?3";

    /// <summary>Hits, best first. The database is in a snapshot.</summary>
    public IReadOnlyList<SearchHit> Find(SqliteDatabase database, SearchQuery query, ThreadId? thread, int limit)
    {
        if (query.IsEmpty || limit <= 0)
            return [];
        var terms = SearchTerms.Of(query, term => frequencies.Of(database, term));
        if (!terms.AreRare)
            return Hits(
                database,
                terms.Tiers[0],
                Candidates(database, $"{ByAge} {{0}} {NewestFirst}", terms.Tiers[0].Match, null, thread, limit),
                limit);

        List<IReadOnlyList<SearchHit>> found = [];
        HashSet<long> known = [];
        WorthRanking? worth = null;
        List<Candidate> ranked = [];
        var left = limit;
        foreach (var tier in terms.Tiers)
        {
            var wanted = known.Count + (left * CandidatesPerHit);
            if (tier.AtLeast > 0 && worth is null)
            {
                // Ranked once for all tiers that count words.
                worth = new(database, terms.Words, thread);
                ranked = Ranked(tier.Match, worth.Choose(wanted), int.MaxValue);
            }

            var candidates = tier.AtLeast == 0
                ? Ranked(tier.Match, null, wanted)
                : [.. ranked.Where(candidate => worth!.HasAtLeast(tier.AtLeast, candidate.Number)).Take(wanted)];
            candidates.RemoveAll(candidate => !known.Add(candidate.Number));
            found.Add(Hits(database, tier, candidates, left));
            left -= found[^1].Count;
            if (left == 0)
                break;
        }

        return Stacked(found);

        List<Candidate> Ranked(string match, string? chosen, int most) =>
            Candidates(database, $"{ByRank} {{0}} {BestFirst}", match, chosen, thread, most);
    }

    /// <summary>Lifts the scores of each tier above those of the next.</summary>
    private static IReadOnlyList<SearchHit> Stacked(List<IReadOnlyList<SearchHit>> tiers)
    {
        List<SearchHit> hits = [];
        var floor = 0.0;
        foreach (var tier in Enumerable.Reverse(tiers))
        {
            hits.InsertRange(0, tier.Select(hit => hit with { Score = hit.Score + floor }));
            floor = hits.Count == 0 ? 0 : hits[0].Score;
        }

        return hits;
    }

    private static List<Candidate> Candidates(
        SqliteDatabase database, string select, string match, string? chosen, ThreadId? thread, int limit)
    {
        var conditions = $"{(thread is null ? "" : WorthRanking.InThread)} {(chosen is null ? "" : WorthRanking.AmongChosen)}";
        var statement = database.Prepare(select.Replace("{0}", conditions, StringComparison.Ordinal))
            .Bind(1, match).Bind(3, limit);
        if (thread is { } only)
            statement.Bind(2, StreamId.Of(ThreadMachine.Kind, only.Value).Value);
        if (chosen is not null)
            statement.Bind(4, chosen);
        List<Candidate> candidates = [];
        while (statement.Step())
            candidates.Add(new(statement.Int64(0), statement.Double(1)));
        statement.Reset();
        return candidates;
    }

    private IReadOnlyList<SearchHit> Hits(
        SqliteDatabase database, SearchTier tier, List<Candidate> candidates, int limit)
    {
        var now = time.GetUtcNow();
        var statement = database.Prepare("SELECT thread, id, at FROM message WHERE number = ?1");
        List<(long Number, SearchHit Hit)> hits = [];
        foreach (var (number, relevance) in candidates)
        {
            statement.Bind(1, number);
            if (statement.Step())
            {
                var at = Instant.Time(statement.Int64(2));
                var score = relevance * (1 + (RecencyWeight * Recency(now - at)));
                hits.Add((number, new(ThreadId.Of(statement.Text(0)), MessageId.Of(statement.Text(1)), "", score, at)));
            }

            statement.Reset();
        }

        var best = hits.OrderByDescending(hit => hit.Hit.Score).ThenByDescending(hit => hit.Number).Take(limit).ToArray();
        var snippets = Snippets(database, tier, [.. best.Select(hit => hit.Number)]);
        return [.. best.Select(hit => hit.Hit with { Snippet = snippets.GetValueOrDefault(hit.Number, "") })];
    }

    /// <summary>
    /// The part of each message that shows why it was found. Words that are rare are looked up once for all messages;
    /// common ones once for each, because going through all that have them would take too long.
    /// </summary>
    private static Dictionary<long, string> Snippets(SqliteDatabase database, SearchTier tier, long[] numbers)
    {
        const string Select =
            "SELECT rowid, snippet(message_text, 0, '**', '**', '…', 24) FROM message_text WHERE message_text MATCH ?1 ";
        Dictionary<long, string> snippets = [];
        if (tier.AtLeast > 0)
            Read(database.Prepare(Select + WorthRanking.AmongChosen).Bind(4, $"[{string.Join(',', numbers)}]"));
        else
            foreach (var number in numbers) Read(database.Prepare($"{Select} AND rowid = ?2").Bind(2, number));
        return snippets;

        void Read(SqliteStatement statement)
        {
            statement.Bind(1, tier.Match);
            while (statement.Step()) snippets[statement.Int64(0)] = statement.Text(1);
            statement.Reset();
        }
    }

    /// <summary>1 for what was said now, a half after <see cref="RecencyHalfDays"/>, then ever less.</summary>
    private static double Recency(TimeSpan age) => 1 / (1 + (Math.Max(0, age.TotalDays) / RecencyHalfDays));

    private readonly record struct Candidate(long Number, double Relevance);
}
