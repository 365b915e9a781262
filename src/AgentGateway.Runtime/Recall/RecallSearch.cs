using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Vectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// Asks all sources at once and ranks what they find as one answer. Tools, prompts and the evaluation recall by it.
/// </summary>
public sealed class RecallSearch
{
    /// <summary>So many texts are taken for their meaning, before filters exclude some of them.</summary>
    private const int NearestMax = 100;

    private readonly IRecallSource[] _sources;
    private readonly MeaningIndex? _meanings;
    private readonly IThreadReads _threads;
    private readonly TimeProvider _time;

    internal RecallSearch(
        IEnumerable<IRecallSource> sources, MeaningIndex? meanings, IThreadReads threads, TimeProvider time) =>
        (_sources, _meanings, _threads, _time) = ([.. sources], meanings, threads, time);

    /// <summary>The kinds of things that can be recalled.</summary>
    public IReadOnlyList<string> Kinds => [.. _sources.Select(source => source.Kind)];

    /// <summary>Over messages and their words alone, as evaluations and benchmarks need it.</summary>
    public static RecallSearch OfMessages(IThreadReads threads, TimeProvider time) =>
        new([new MessageRecallSource(threads)], null, threads, time);

    /// <summary>The same, also by the meaning of all messages that the store has now.</summary>
    /// <exception cref="EmbedderException">The embedder failed.</exception>
    public static async Task<RecallSearch> OfMessagesAsync(
        IStore store, IEmbedder embedder, TimeProvider time, CancellationToken cancellationToken)
    {
        var threads = store.Reads<IThreadReads>();
        IRecallSource[] sources = [new MessageRecallSource(threads)];
        var options = new EmbeddingOptions { QuestionSeconds = 60 };
        var meanings = new MeaningIndex(embedder, store.Vectors, options, new(), time);
        await using var filler = new MeaningFiller(
            meanings, sources, store.Journal, embedder, options, new(), time, NullLogger<MeaningFiller>.Instance);
        await filler.FillOnceAsync(cancellationToken);
        return new(sources, meanings, threads, time);
    }

    /// <summary>Best first.</summary>
    /// <param name="kinds">Only these kinds; null for all.</param>
    /// <param name="limit">So many at most.</param>
    public async ValueTask<RecallAnswer> FindAsync(
        RecallQuery query, IReadOnlyCollection<string>? kinds, int limit, CancellationToken cancellationToken)
    {
        if (query.Words.Count == 0)
            return RecallAnswer.Nothing;
        IRecallSource[] sources = [.. _sources.Where(source => kinds?.Contains(source.Kind) != false)];
        var meanings = _meanings?.FindAsync(query.Text, query.Thread?.Value, NearestMax, cancellationToken)
            ?? Task.FromResult(NearestTexts.None);
        var found = await Task.WhenAll(sources.Select(source => source.FindAsync(query, cancellationToken).AsTask()));

        // Behind the sources: the store remembers what it counted for them.
        var (texts, counts) = await _threads.FrequenciesAsync(query.Words, cancellationToken);
        var nearest = await meanings;
        RecallCandidate[] near = [.. await NearAsync(sources, nearest, query, cancellationToken)];
        RecallCandidate[] pool =
        [
            .. found.SelectMany(each => each).Concat(near).DistinctBy(each => new VectorKey(each.Kind, each.Id))
                .Where(each => each.Scope is not { } scope || query.Scopes.Contains(scope)),
        ];
        var ranked = RecallRanking.Rank(query, pool, new(texts, counts), _time.GetUtcNow());
        if (near.Length > 0)
        {
            var admitted = near.Select(each => new VectorKey(each.Kind, each.Id)).ToHashSet();
            ranked = RecallFusion.Fuse(ranked, [.. nearest.Texts.Where(text => admitted.Contains(text.Key))]);
        }

        return new([.. ranked.Take(limit)], nearest.Note);
    }

    /// <summary>A question without filters, for who reads these scopes.</summary>
    public static RecallQuery Query(string text, IReadOnlyList<MemoryScope> scopes) =>
        new() { Text = text, Words = RecallWords.Of(text), Scopes = scopes };

    /// <summary>Those of the nearest texts that still exist and that the query allows.</summary>
    private static async Task<IEnumerable<RecallCandidate>> NearAsync(
        IRecallSource[] sources, NearestTexts nearest, RecallQuery query, CancellationToken cancellationToken)
    {
        List<RecallCandidate> near = [];
        var byKind = nearest.Texts.ToLookup(text => text.Key.Kind, text => text.Key.Id);
        foreach (var source in sources.OfType<IMeaningSource>().Where(source => byKind.Contains(source.Kind)))
            near.AddRange(await source.ItemsAsync([.. byKind[source.Kind]], query, cancellationToken));
        return near;
    }
}
