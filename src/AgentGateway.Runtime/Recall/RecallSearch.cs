using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Asks all sources at once and ranks what they find as one answer. Tools, prompts and the evaluation recall by it.
/// </summary>
public sealed class RecallSearch
{
    private readonly IRecallSource[] _sources;
    private readonly IThreadReads _threads;
    private readonly TimeProvider _time;

    internal RecallSearch(IEnumerable<IRecallSource> sources, IThreadReads threads, TimeProvider time) =>
        (_sources, _threads, _time) = ([.. sources], threads, time);

    /// <summary>The kinds of things that can be recalled.</summary>
    public IReadOnlyList<string> Kinds => [.. _sources.Select(source => source.Kind)];

    /// <summary>Over messages alone, as evaluations and benchmarks need it.</summary>
    public static RecallSearch OfMessages(IThreadReads threads, TimeProvider time) =>
        new([new MessageRecallSource(threads)], threads, time);

    /// <summary>Best first.</summary>
    /// <param name="kinds">Only these kinds; null for all.</param>
    /// <param name="limit">So many at most.</param>
    public async ValueTask<IReadOnlyList<RankedCandidate>> FindAsync(
        RecallQuery query, IReadOnlyCollection<string>? kinds, int limit, CancellationToken cancellationToken)
    {
        if (query.Words.Count == 0)
            return [];
        var found = await Task.WhenAll(
            _sources.Where(source => kinds?.Contains(source.Kind) != false)
                .Select(source => source.FindAsync(query, cancellationToken).AsTask()));

        // Behind the sources: the store remembers what it counted for them.
        var (texts, counts) = await _threads.FrequenciesAsync(query.Words, cancellationToken);
        RecallCandidate[] pool =
        [
            .. found.SelectMany(each => each).Where(each => each.Scope is not { } scope || query.Scopes.Contains(scope)),
        ];
        return [.. RecallRanking.Rank(query, pool, new(texts, counts), _time.GetUtcNow()).Take(limit)];
    }

    /// <summary>A question without filters, for who reads these scopes.</summary>
    public static RecallQuery Query(string text, IReadOnlyList<MemoryScope> scopes) =>
        new() { Text = text, Words = RecallWords.Of(text), Scopes = scopes };
}
