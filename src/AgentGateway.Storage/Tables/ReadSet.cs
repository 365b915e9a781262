using System.Collections.Frozen;

namespace AgentGateway.Storage.Tables;

/// <summary>The queries of a store, found by their interface.</summary>
internal sealed class ReadSet(IEnumerable<(Type Type, object Reads)> all)
{
    private readonly FrozenDictionary<Type, object> _byType = all.ToFrozenDictionary(
        pair => pair.Type, pair => pair.Reads);

    /// <exception cref="NotSupportedException">No table is read by that interface.</exception>
    public TReads Of<TReads>()
        where TReads : class =>
        _byType.TryGetValue(typeof(TReads), out var reads)
            ? (TReads)reads
            : throw new NotSupportedException($"No table of this store is read by {typeof(TReads).Name}.");
}
