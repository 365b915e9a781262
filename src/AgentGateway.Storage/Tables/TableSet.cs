using System.Collections.Frozen;
using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Tables;

/// <summary>The tables of one store, found by the type of a row or by the interface of their queries.</summary>
internal sealed class TableSet
{
    private readonly FrozenDictionary<Type, int> _byRow;

    /// <exception cref="ArgumentException">
    /// A name, a type of rows or an interface of queries belongs to two tables.
    /// </exception>
    public TableSet(IReadOnlyList<ReadTable> tables)
    {
        All = tables;
        Refuse(tables.Select(table => table.Name), name => $"Two tables are named {name}.");
        Refuse(tables.Select(table => table.ReadsType), type => $"Two tables are read by {type.Name}.");
        Refuse(tables.SelectMany(table => table.RowTypes), type => $"Rows of type {type.Name} belong to two tables.");
        _byRow = Enumerable.Range(0, tables.Count)
            .SelectMany(index => tables[index].RowTypes.Select(type => (type, index)))
            .ToFrozenDictionary(pair => pair.type, pair => pair.index);
    }

    public IReadOnlyList<ReadTable> All { get; }

    /// <summary>The table that keeps such rows, or null.</summary>
    public ReadTable? Find(ReadRow row) => _byRow.TryGetValue(row.GetType(), out var index) ? All[index] : null;

    /// <exception cref="ArgumentException">No table keeps such rows, or the row contradicts the append.</exception>
    public PreparedRow Prepare(ReadRow row, AppendRequest request)
    {
        if (!_byRow.TryGetValue(row.GetType(), out var index))
            throw new ArgumentException(
                $"No table of this store keeps rows of type {row.GetType().Name}, which {request.Stream} gives.",
                    nameof(row));
        return new(index, row, All[index].Detail(row), All[index].EventOf(row, request));
    }

    private static void Refuse<T>(IEnumerable<T> values, Func<T, string> twice)
    {
        foreach (var group in values.GroupBy(value => value).Where(group => group.Count() > 1))
            throw new ArgumentException(twice(group.Key), nameof(values));
    }
}
