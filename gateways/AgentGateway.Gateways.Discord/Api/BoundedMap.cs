using System.Diagnostics.CodeAnalysis;

namespace AgentGateway.Gateways.Discord.Api;

/// <summary>A map that forgets what was added first when it is full. Safe for several threads.</summary>
internal sealed class BoundedMap<TKey, TValue>(int countMax)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            var isThere = _nodes.TryGetValue(key, out var node);
            value = isThere ? node!.Value.Value : default;
            return isThere;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                node.Value = (key, value);
                return;
            }

            if (_nodes.Count >= countMax)
            {
                _nodes.Remove(_order.First!.Value.Key);
                _order.RemoveFirst();
            }

            _nodes[key] = _order.AddLast((key, value));
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
            if (_nodes.Remove(key, out var node))
                _order.Remove(node);
    }

    public IReadOnlyList<(TKey Key, TValue Value)> All()
    {
        lock (_gate) return [.. _order];
    }
}
