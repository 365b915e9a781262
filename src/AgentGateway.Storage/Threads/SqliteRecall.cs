using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Recall;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Threads;

/// <summary>
/// Recalls messages by the index: those with any of the words, ranked by bm25, then the messages around the best. The
/// effort is bounded as that of <see cref="SqliteSearch"/> is.
/// </summary>
internal sealed class SqliteRecall(TermFrequencies frequencies)
{
    /// <summary>So many candidates are looked at where author and time exclude most of them.</summary>
    private const int LookedAtMax = 4_000;

    private const string ByRank =
        "SELECT rowid, -bm25(message_text) AS score FROM message_text WHERE message_text MATCH ?1 {0} "
        + "ORDER BY score DESC, rowid DESC LIMIT ?3";

    private const string ByAge =
        "SELECT rowid, 1.0 FROM message_text WHERE message_text MATCH ?1 {0} ORDER BY rowid DESC LIMIT ?3";

    /// <summary>The database is in a snapshot.</summary>
    public IReadOnlyList<RecalledMessage> Find(SqliteDatabase database, MessageRecall recall)
    {
        var messages = database.Number("SELECT max(number) FROM message");
        if (messages == 0 || recall.Limit <= 0)
            return [];
        var counts = Terms(recall.Words).ToDictionary(
            word => word.Term, word => frequencies.Count(database, word.Term, messages));
        string[] present = [.. counts.Where(word => word.Value > 0).Select(word => word.Key)];
        if (present.Length == 0)
            return [];
        var rare = SearchTerms.Affordable(present, word => counts[word], SearchTerms.OccurrencesMax);
        var titles = new Dictionary<ThreadId, string?>();
        var found = Found(database, recall, rare, present, titles);
        return [.. found, .. Neighbours(database, recall, found, titles)];
    }

    /// <summary>The database is in a snapshot.</summary>
    public WordFrequencies Frequencies(SqliteDatabase database, IReadOnlyList<string> words)
    {
        var messages = database.Number("SELECT max(number) FROM message");
        return new(
            messages,
            Terms(words).ToDictionary(word => word.Stem, word => (long)frequencies.Count(database, word.Term, messages)));
    }

    /// <summary>The words by their stems, in the index's language.</summary>
    private static IEnumerable<(string Stem, string Term)> Terms(IReadOnlyList<string> words) =>
        words.Select(word => (Stem: string.Join(' ', RecallWords.Stems(word)), Term: SearchTerms.Quoted(word)))
            .Where(word => word.Stem.Length > 0).DistinctBy(word => word.Stem);

    private static List<RecalledMessage> Found(
        SqliteDatabase database,
        MessageRecall recall,
        string[] rare,
        string[] present,
        Dictionary<ThreadId, string?> titles)
    {
        var isFiltered = recall.Speaker is not null || recall.Since is not null || recall.Until is not null;
        var limit = isFiltered ? LookedAtMax : recall.Limit;
        var (select, match) = rare.Length > 0
            ? (ByRank, string.Join(" OR ", rare))
            : (ByAge, string.Join(" AND ", present));
        var chosen = rare.Length > 0 ? new WorthRanking(database, rare, recall.Thread).Choose(limit) : null;
        var conditions =
            $"{(recall.Thread is null ? "" : WorthRanking.InThread)} {(chosen is null ? "" : WorthRanking.AmongChosen)}";
        var statement = database.Prepare(select.Replace("{0}", conditions, StringComparison.Ordinal))
            .Bind(1, match).Bind(3, limit);
        if (recall.Thread is { } only)
            statement.Bind(2, StreamId.Of(ThreadMachine.Kind, only.Value).Value);
        if (chosen is not null)
            statement.Bind(4, chosen);
        var read = database.Prepare($"SELECT {ThreadRecords.MessageColumns} FROM message WHERE number = ?1");
        List<RecalledMessage> found = [];
        while (found.Count < recall.Limit && statement.Step())
        {
            var row = read.Bind(1, statement.Int64(0)).First(ThreadRecords.Message);
            read.Reset();
            if (row is not null && recall.Admits(row) && Title(database, row.Thread, titles) is { } title)
                found.Add(new(row, title, statement.Double(1)));
        }

        statement.Reset();
        return found;
    }

    private static IEnumerable<RecalledMessage> Neighbours(
        SqliteDatabase database,
        MessageRecall recall,
        List<RecalledMessage> found,
        Dictionary<ThreadId, string?> titles)
    {
        var known = found.Select(message => message.Row.Id).ToHashSet();
        foreach (var centre in found.Take(MessageRecall.CentresMax).ToArray())
        {
            var (thread, seq) = (centre.Row.Thread, centre.Row.Seq);
            foreach (var row in ThreadMessages.Read(
                database,
                thread,
                seq - MessageRecall.NeighboursEachSide - 1,
                seq + MessageRecall.NeighboursEachSide + 1,
                (2 * MessageRecall.NeighboursEachSide) + 1,
                hidden: false))
            {
                if (recall.Admits(row) && known.Add(row.Id))
                    yield return new(row, titles[thread]!, 0);
            }
        }
    }

    /// <summary>The thread's title; null where it is deleted.</summary>
    private static string? Title(SqliteDatabase database, ThreadId thread, Dictionary<ThreadId, string?> titles)
    {
        if (titles.TryGetValue(thread, out var known))
            return known;
        var statement = database.Prepare("SELECT title, deleted FROM thread WHERE id = ?1").Bind(1, thread.Value);
        var title = statement.Step() ? statement.Int64(1) == 0 ? statement.Text(0) : null : "";
        statement.Reset();
        return titles[thread] = title;
    }
}
