using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Runtime.Recall;

/// <summary>
/// The vectors of all texts that can be recalled by their meaning. <see cref="MeaningFiller"/> fills it; questions are
/// answered from what is there so far. Where the embedder fails, questions go on by words alone.
/// </summary>
public sealed class MeaningIndex
{
    /// <summary>So long no question waits for an embedder that has just failed to answer one.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly VectorIndex _vectors = new();
    private readonly IEmbedder _embedder;
    private readonly IVectorStore _store;
    private readonly EmbeddingOptions _options;
    private readonly KnownSecrets _secrets;
    private readonly TimeProvider _time;
    private volatile Failure? _failed;
    private volatile VectorSource? _source;
    private volatile VectorReach? _reach;
    private volatile bool _isStale;

    internal MeaningIndex(
        IEmbedder embedder, IVectorStore store, EmbeddingOptions options, KnownSecrets secrets, TimeProvider time) =>
        (_embedder, _store, _options, _secrets, _time) = (embedder, store, options, secrets, time);

    /// <summary>Raised when the embedder turns out to make other vectors than those that are there.</summary>
    internal event Action? BecameStale;

    /// <summary>How many texts have vectors.</summary>
    public int Count => _vectors.Count;

    /// <summary>What was looked at so far; null where nothing was.</summary>
    internal VectorReach? Reach => _reach;

    internal bool IsStale => _isStale;

    /// <summary>The texts that are nearest to the question, as far as they have vectors.</summary>
    /// <param name="group">Only texts of that stream; null for all.</param>
    public async Task<NearestTexts> FindAsync(
        string question, string? group, int limit, CancellationToken cancellationToken)
    {
        if (_embedder.Source is not { } embedder || _source?.Embedder != embedder || _vectors.Dimension == 0)
            return NearestTexts.None;
        if (_failed is { } failed && _time.GetElapsedTime(failed.At) < Silence) return new([], failed.Note);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(_options.QuestionSeconds), _time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // The time counts also where an embedder does not heed its cancellation.
            var vectors = await _embedder.EmbedAsync([_secrets.Redact(question)], limited.Token).WaitAsync(limited.Token);
            _failed = null;
            if (vectors[0].Length == _vectors.Dimension)
                return new(_vectors.Nearest(TextVector.Of(vectors[0]), group, limit, cancellationToken));
            MarkStale();
            return new([], "The embedder makes other vectors than before. They are made anew; ranked by words alone.");
        }
        catch (EmbedderException failure)
        {
            return Failed($"{failure.Rejection.Message} Ranked by words alone.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("The embedder did not answer in time. Ranked by words alone.");
        }
    }

    /// <summary>Takes what the store has of that source.</summary>
    internal async Task OpenAsync(VectorSource source, CancellationToken cancellationToken)
    {
        if (_source == source) return;
        _source = null;
        _vectors.Clear();
        var stored = await _store.LoadAsync(source, cancellationToken);
        foreach (var text in stored.Texts) _vectors.Put(text);
        (_reach, _isStale, _failed) = (stored.Reach, false, null);
        _source = source;
    }

    /// <summary>Durable first, then found.</summary>
    internal async Task WriteAsync(VectorChange change, CancellationToken cancellationToken)
    {
        try
        {
            await _store.WriteAsync(change, cancellationToken);
        }
        catch
        {
            // The store may have lost its file: it is opened again.
            _source = null;
            throw;
        }

        foreach (var group in change.RemoveGroups) _vectors.RemoveGroup(group);
        foreach (var key in change.Remove) _vectors.Remove(key);
        foreach (var text in change.Put) _vectors.Put(text);
        _reach = change.Reach;
    }

    /// <summary>Begins anew.</summary>
    internal async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _store.ClearAsync(_source ?? throw new InvalidOperationException("No source is open."), cancellationToken);
        _vectors.Clear();
        (_reach, _isStale) = (null, false);
    }

    internal bool Has(VectorKey key) => _vectors.Has(key);

    internal bool Fits(int dimension) => _vectors.Dimension is 0 || _vectors.Dimension == dimension;

    internal IReadOnlyList<VectorKey> Oldest(int count) => _vectors.Oldest(count);

    internal void MarkStale()
    {
        _isStale = true;
        BecameStale?.Invoke();
    }

    private NearestTexts Failed(string note)
    {
        _failed = new(note, _time.GetTimestamp());
        return new([], note);
    }

    private sealed record Failure(string Note, long At);
}
