using System.Globalization;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Lines that programs printed in sessions, from the index of output, in which secrets are redacted. What a program
/// prints is untrusted.
/// </summary>
internal sealed class OutputRecallSource(IOutputIndex index) : IRecallSource
{
    public const string Word = "output";

    /// <summary>So many of a question's words are looked for, the longest ones, because they say most.</summary>
    private const int WordsMax = 4;

    private const int LinesPerWord = 20;

    public string Kind => Word;

    /// <summary>
    /// The newest lines that have all words; where these are few, also the newest with each. Output has no speaker, and
    /// it belongs to a session and not to a thread.
    /// </summary>
    public async ValueTask<IReadOnlyList<RecallCandidate>> FindAsync(
        RecallQuery query, CancellationToken cancellationToken)
    {
        if (query.Speaker is not null || query.Thread is not null || query.Words.Count == 0)
            return [];
        string[] words = [.. query.Words.OrderByDescending(word => word.Length).Take(WordsMax)];
        Dictionary<string, RecallCandidate> found = [];
        await AddAsync(string.Join(' ', words), query.CandidatesMax);
        if (words.Length > 1 && found.Count < LinesPerWord)
        {
            foreach (var word in words)
                await AddAsync(word, LinesPerWord);
        }

        return [.. found.Values.Take(query.CandidatesMax)];

        async Task AddAsync(string text, int limit)
        {
            var hits = await index.SearchAsync(new(text, null, query.Since, null, limit), cancellationToken);
            foreach (var hit in hits.Where(hit => query.Until is null || hit.Line.At < query.Until))
            {
                var candidate = Candidate(hit);
                found.TryAdd(candidate.Id, candidate);
            }
        }
    }

    private static RecallCandidate Candidate(OutputHit hit)
    {
        var offset = hit.Line.Offset.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Kind = Word,
            Id = $"{hit.Session}:{offset}",
            Text = hit.Line.Text,
            At = hit.Line.At,
            Group = hit.Session.Value,
            Seq = hit.Line.Offset,
            Trust = RecallTrust.Untrusted,
            Source = $"session {hit.Session} output at {offset}",
        };
    }
}
