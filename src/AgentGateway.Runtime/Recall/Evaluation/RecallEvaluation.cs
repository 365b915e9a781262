using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Recall.Evaluation;

/// <summary>
/// Asks the questions of a data set, with the index and the ranking that the daemon recalls with, and measures how much
/// of each question's evidence is among the first hits.
/// </summary>
/// <param name="time">Its timestamps measure how long a question takes.</param>
public sealed class RecallEvaluation(TimeProvider time)
{
    private const int HitsMax = 10;
    private static readonly byte[] NoState = "{}"u8.ToArray();
    private readonly List<Asked> _asked = [];

    /// <summary>What has been measured so far.</summary>
    public RecallEvaluationView Report()
    {
        double[] taken = [.. _asked.Select(question => question.Milliseconds).Order()];
        var all = Figures(_asked);
        return new()
        {
            Questions = all.Questions,
            RecallAt1 = all.RecallAt1,
            RecallAt5 = all.RecallAt5,
            RecallAt10 = all.RecallAt10,
            SessionHitAt1 = all.SessionHitAt1,
            ByCategory = _asked.GroupBy(question => question.Category, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, Figures),
            P50Ms = Quantile(taken, 0.5),
            P99Ms = Quantile(taken, 0.99),
        };
    }

    /// <summary>Fills the store, which is empty and is used for nothing else, and asks the conversation's questions.</summary>
    /// <param name="embedder">By which meanings count too; null for words alone.</param>
    public async Task AskAsync(
        EvaluatedConversation conversation, IStore store, IEmbedder? embedder, CancellationToken cancellationToken)
    {
        var turns = await FillAsync(conversation, store, cancellationToken);
        var search = embedder is null
            ? RecallSearch.OfMessages(store.Reads<IThreadReads>(), time)
            : await RecallSearch.OfMessagesAsync(store, embedder, time, cancellationToken);
        foreach (var question in conversation.Questions)
        {
            var from = time.GetTimestamp();
            var hits = await search.FindAsync(
                RecallSearch.Query(question.Text, []), null, HitsMax, cancellationToken);
            var taken = time.GetElapsedTime(from).TotalMilliseconds;
            var ids = hits.Ranked.Select(hit => turns[hit.Candidate.Id]).ToArray();
            var sessions = turns.Values.Where(turn => question.Evidence.Contains(turn.Id))
                .Select(turn => turn.Session).ToHashSet();
            _asked.Add(new(question.Category, taken)
            {
                At1 = Share(1),
                At5 = Share(5),
                At10 = Share(10),
                SessionHit = ids.Length > 0 && sessions.Contains(ids[0].Session) ? 1 : 0,
            });

            double Share(int first) =>
                (double)ids.Take(first).Count(turn => question.Evidence.Contains(turn.Id)) / question.Evidence.Count;
        }
    }

    /// <summary>Which turn each message is.</summary>
    private static async Task<Dictionary<string, (string Id, int Session)>> FillAsync(
        EvaluatedConversation conversation, IStore store, CancellationToken cancellationToken)
    {
        var turns = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        foreach (var session in conversation.Sessions.Where(session => session.Turns.Count > 0))
        {
            var thread = ThreadId.Of(
                string.Create(CultureInfo.InvariantCulture, $"{ThreadId.Prefix}{session.Number:00000000000000000000000000}"));
            var stream = StreamId.Of(ThreadMachine.Kind, thread.Value);
            List<RecordedEvent> events = [];
            List<ReadRow> rows =
            [
                new ThreadRow
                {
                    Id = thread,
                    Owner = AgentId.Of("evaluation"),
                    CreatedAt = session.At,
                    UpdatedAt = session.At,
                    LastSeq = session.Turns.Count,
                },
            ];
            foreach (var turn in session.Turns)
            {
                var id = string.Create(
                    CultureInfo.InvariantCulture, $"{MessageId.Prefix}{turns.Count:00000000000000000000000000}");
                turns.Add(id, (turn.Id, session.Number));
                var message = new Message(
                    MessageId.Of(id), events.Count + 1, MessageRole.User, turn.Speaker, turn.Text, Visibility.Visible);
                events.Add(new(stream, message.Seq, session.At, turn.Speaker, new MessagePosted(message)));
                rows.Add(new MessageRow(thread, session.At, message, Searchable: true));
            }

            await store.Journal.AppendAsync(
                new(stream, 0, events, new(NoState, 1, null), rows, store.Journal.Epoch), cancellationToken);
        }

        return turns;
    }

    private static RecallFigures Figures(IEnumerable<Asked> questions)
    {
        var asked = questions.ToArray();
        return new()
        {
            Questions = asked.Length,
            RecallAt1 = asked.Length == 0 ? 0 : asked.Average(question => question.At1),
            RecallAt5 = asked.Length == 0 ? 0 : asked.Average(question => question.At5),
            RecallAt10 = asked.Length == 0 ? 0 : asked.Average(question => question.At10),
            SessionHitAt1 = asked.Length == 0 ? 0 : asked.Average(question => question.SessionHit),
        };
    }

    private static double Quantile(double[] ordered, double share) =>
        ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)(share * ordered.Length))];

    private sealed record Asked(string Category, double Milliseconds)
    {
        public double At1 { get; init; }

        public double At5 { get; init; }

        public double At10 { get; init; }

        public double SessionHit { get; init; }
    }
}
