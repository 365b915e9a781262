using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Checks;

/// <summary>
/// Checks what holds the rows: the pages of the file, every index against its table, and the schema against the steps
/// that make it.
/// </summary>
internal sealed class StructureCheck(SqliteDatabase database, TableSet tables, Findings findings)
{
    public void Run(CancellationToken cancellationToken)
    {
        if (QuickCheck.Finding(database, "quick_check(1)") is { } pages)
            findings.Wrong($"the file is damaged: {pages}");
        if (new SchemaGate(SchemaSteps.All, tables).Difference(database) is { } schema)
            findings.Wrong($"the schema is not what its steps make: {schema}");
        foreach (var table in Tables())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (QuickCheck.Finding(database, $"integrity_check('{table}')") is { } finding)
                findings.Wrong($"table {table} is damaged: {finding}");
        }
    }

    /// <summary>
    /// The tables by name, because SQLite's check of a whole file may write to full-text indexes, which are compared
    /// with the messages instead.
    /// </summary>
    private IReadOnlyList<string> Tables()
    {
        var statement = database.Prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
        var names = statement.All(record => record.Text(0).Replace("'", "''", StringComparison.Ordinal));
        statement.Reset();
        return names;
    }
}
