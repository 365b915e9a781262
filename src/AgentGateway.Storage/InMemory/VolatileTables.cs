using AgentGateway.Domain;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.InMemory;

/// <summary>The read tables in memory. Used under the gate, which the journal shares.</summary>
internal sealed class VolatileTables(TableSet tables, Lock gate, TimeProvider time)
{
    private readonly VolatileTable[] _tables = [.. tables.All.Select(table => table.InMemory(gate, time))];

    public TableSet Set => tables;

    /// <summary>The queries of every table, under the interface by which it is read.</summary>
    public IEnumerable<(Type Type, object Reads)> Reads =>
        tables.All.Zip(_tables, (table, volatileTable) => (table.ReadsType, (object)volatileTable));

    /// <exception cref="InvalidOperationException">A row contradicts what is stored; nothing was put.</exception>
    public void Put(PreparedRow[] rows, long firstPosition)
    {
        foreach (var ofTable in rows.GroupBy(prepared => prepared.Table, prepared => prepared.Row))
        {
            if (_tables[ofTable.Key].Contradicts([.. ofTable]))
                throw new InvalidOperationException("The append contradicts what is stored: a bug of its caller.");
        }

        foreach (var prepared in rows)
        {
            if (prepared.Row.IsRemoved) _tables[prepared.Table].Remove(prepared.Row);
            else _tables[prepared.Table].Put(prepared.Row, firstPosition + prepared.Event);
        }
    }

    /// <summary>
    /// Whether the row is stored as it is here, and a removed one is not. A row that no table keeps is not.
    /// </summary>
    public bool Has(ReadRow row, long position)
    {
        foreach (var (table, rows) in tables.All.Zip(_tables))
        {
            if (!ReferenceEquals(tables.Find(row), table)) continue;
            return rows.Find(row, position) is { } stored
                ? !row.IsRemoved && AreEqual(table, stored, row)
                : row.IsRemoved;
        }

        return false;
    }

    public void Erase(long position)
    {
        foreach (var table in _tables) table.Erase(position);
    }

    /// <summary>Records compare their lists by reference, so that rows with a detail are compared by it.</summary>
    private static bool AreEqual(ReadTable table, ReadRow stored, ReadRow row) =>
        table.Detail(row) is { } detail ? StoredDetail.AreEqual(table.Detail(stored)!, detail) : stored == row;
}
