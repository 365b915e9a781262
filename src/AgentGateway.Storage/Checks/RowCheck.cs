using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Checks;

/// <summary>
/// Compares the rows of one stream with those that its events give. A row that never changes is compared at once; the
/// others when the last word about them was said.
/// </summary>
internal sealed class RowCheck(SqliteDatabase database, TableSet tables, StreamId stream, Findings findings)
{
    private readonly Dictionary<(Type, string), ReadRow> _latest = [];

    public void Expect(IReadOnlyList<ReadRow> rows, EventPosition position)
    {
        foreach (var row in rows)
        {
            if (tables.Find(row) is { } table && table.IsFinal(row)) Compare(table, row, position);
            else _latest[(row.GetType(), row.Key)] = row;
        }
    }

    /// <summary>After the last event.</summary>
    public void Compare(EventPosition last)
    {
        foreach (var row in _latest.Values)
        {
            if (tables.Find(row) is { } table) Compare(table, row, last);
            else findings.Wrong(
                $"no table keeps rows of type {row.GetType().Name}", stream, last.Version, last.Position);
        }

        foreach (var count in tables.All.SelectMany(table => table.Counts)
            .Where(count => count.StreamKind == stream.Kind))
            Compare(count, last);
    }

    private void Compare(ReadTable table, ReadRow row, EventPosition position)
    {
        var difference = table.Compare(database, row, position) switch
        {
            RowState.Same => null,
            RowState.Missing => "is missing",
            _ => "is not what the events give",
        };
        if (difference is not null)
            findings.Wrong(
                $"row {row.Key} of {row.GetType().Name} {difference}", stream, position.Version, position.Position);
    }

    private void Compare(RowCount count, EventPosition last)
    {
        var expected = _latest.Values.Count(row => row.GetType() == count.Row);
        var statement = database.Prepare(count.Sql).Bind(1, stream.Id);
        statement.Step();
        var found = statement.Int64(0);
        statement.Reset();
        if (found > expected)
            findings.Wrong(
                $"there are {found} {count.What} rows, and events for {expected}", stream, last.Version, last.Position);
    }
}
