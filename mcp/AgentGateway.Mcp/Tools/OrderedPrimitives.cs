using System.Collections.Immutable;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// A collection of the SDK that enumerates in the order in which it was filled. The SDK's own goes by hash codes, which
/// differ from one start of the daemon to the next, and clients cache lists.
/// </summary>
internal sealed class OrderedPrimitives<T> : McpServerPrimitiveCollection<T>
    where T : class, IMcpServerPrimitive
{
    private ImmutableList<T> _inOrder = [];

    public OrderedPrimitives(IEnumerable<T> primitives)
        : base(StringComparer.Ordinal)
    {
        foreach (var primitive in primitives) Add(primitive);
    }

    public override bool TryAdd(T primitive)
    {
        // The order is extended first: a subscriber to the change must find the primitive in it.
        ImmutableInterlocked.Update(
            ref _inOrder,
            (order, added) => order.Any(other => other.Id == added.Id) ? order : order.Add(added),
            primitive);
        return base.TryAdd(primitive);
    }

    public override bool Remove(T primitive)
    {
        ImmutableInterlocked.Update(ref _inOrder, (order, removed) => order.Remove(removed), primitive);
        return base.Remove(primitive);
    }

    public override void Clear()
    {
        _inOrder = [];
        base.Clear();
    }

    public override T[] ToArray() => [.. _inOrder];

    public override void CopyTo(T[] array, int arrayIndex) => _inOrder.CopyTo(array, arrayIndex);

    public override IEnumerator<T> GetEnumerator() => _inOrder.GetEnumerator();
}
