using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Storage.InMemory;

/// <summary>Vectors in memory.</summary>
internal sealed class VolatileVectorStore : IVectorStore
{
    private readonly Dictionary<VectorKey, EmbeddedText> _texts = [];
    private VectorSource? _source;
    private VectorReach? _reach;

    public ValueTask<StoredVectors> LoadAsync(VectorSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_source != source) Clear(source);
        return new(new StoredVectors([.. _texts.Values], _reach));
    }

    public ValueTask WriteAsync(VectorChange change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var text in _texts.Values.Where(text => change.RemoveGroups.Contains(text.Group)).ToArray())
            _texts.Remove(text.Key);
        foreach (var key in change.Remove) _texts.Remove(key);
        foreach (var text in change.Put) _texts[text.Key] = text;
        _reach = change.Reach;
        return default;
    }

    public ValueTask ClearAsync(VectorSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Clear(source);
        return default;
    }

    private void Clear(VectorSource source)
    {
        _texts.Clear();
        (_source, _reach) = (source, null);
    }
}
