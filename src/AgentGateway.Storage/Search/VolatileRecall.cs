using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Recall;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Storage.Search;

/// <summary>Recall by looking at every message: what has more of the rare words comes first.</summary>
internal static class VolatileRecall
{
    /// <param name="titleOf">A thread's title; null where it is deleted.</param>
    public static IReadOnlyList<RecalledMessage> Find(
        IEnumerable<MessageRow> rows, MessageRecall recall, Func<ThreadId, string?> titleOf)
    {
        var all = Stemmed(rows);
        var counts = Counts(all, recall.Words);
        RecalledMessage[] found =
        [
            .. all.Where(each => (recall.Thread is null || each.Row.Thread == recall.Thread) && recall.Admits(each.Row))
                .Select(each => (
                    each.Row,
                    Title: titleOf(each.Row.Thread),
                    Score: counts.Where(word => each.Stems.Contains(word.Key))
                        .Sum(word => Math.Log(1 + ((double)all.Length / word.Value)))))
                .Where(each => each.Score > 0 && each.Title is not null)
                .OrderByDescending(each => each.Score).ThenByDescending(each => each.Row.At)
                .Take(Math.Max(0, recall.Limit)).Select(each => new RecalledMessage(each.Row, each.Title!, each.Score)),
        ];
        var known = found.Select(message => message.Row.Id).ToHashSet();
        var centres = found.Take(MessageRecall.CentresMax).ToLookup(message => message.Row.Thread);
        var neighbours = all.Select(each => each.Row).Where(row =>
            recall.Admits(row) && !known.Contains(row.Id)
            && centres[row.Thread].Any(
                centre => Math.Abs(centre.Row.Seq - row.Seq) <= MessageRecall.NeighboursEachSide));
        return [.. found, .. neighbours.Select(row => new RecalledMessage(row, titleOf(row.Thread)!, 0))];
    }

    public static WordFrequencies Frequencies(IEnumerable<MessageRow> rows, IReadOnlyList<string> words)
    {
        var all = Stemmed(rows);
        return new(all.Length, Counts(all, words));
    }

    private static (MessageRow Row, HashSet<string> Stems)[] Stemmed(IEnumerable<MessageRow> rows) =>
        [.. rows.Select(row => (row, RecallWords.Stems(row.Message.Text).ToHashSet(StringComparer.Ordinal)))];

    private static Dictionary<string, long> Counts(
        (MessageRow Row, HashSet<string> Stems)[] all, IReadOnlyList<string> words) =>
        words.SelectMany(RecallWords.Stems).Distinct(StringComparer.Ordinal)
            .ToDictionary(stem => stem, stem => (long)all.Count(row => row.Stems.Contains(stem)));
}
