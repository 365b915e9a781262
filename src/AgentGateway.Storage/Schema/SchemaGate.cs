using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Schema;

/// <summary>
/// Decides whether a file may be used and brings it to the present schema. What is foreign or newer is refused before
/// anything could change it: first by its header, then, since the newest header may still be in the write-ahead log, by
/// a connection that can only read.
/// </summary>
/// <param name="steps">The numbered steps.</param>
/// <param name="tables">The read tables, with steps of their own.</param>
internal sealed class SchemaGate(IReadOnlyList<string> steps, TableSet tables)
{
    /// <exception cref="JournalUnavailableException">The file is foreign or newer; it was not touched.</exception>
    public void Look(string path)
    {
        if (DatabaseHeader.Read(path) is not { } header)
            return;
        if (!header.IsSqlite || (header.Application != DatabaseHeader.OurApplication && header.Application != 0))
            throw Unavailable.Foreign(path);
        RefuseNewer(path, header.SchemaVersion);
        using var database = SqliteDatabase.OpenForReading(path);
        var version = database.Number("PRAGMA user_version");
        RefuseNewer(path, version);
        if (database.Number("PRAGMA application_id") == DatabaseHeader.OurApplication)
        {
            foreach (var (name, taken) in Taken(database, version)) RefuseNewer(path, name, taken);
            return;
        }

        // A crash right after the file was made leaves an empty database without our mark.
        if (database.Number("SELECT count(*) FROM sqlite_master") > 0)
            throw Unavailable.Foreign(path);
    }

    /// <summary>
    /// What of the schema is not as the steps that the database has taken make it, or null. The tables within a
    /// full-text index are SQLite's own and not compared.
    /// </summary>
    public string? Difference(SqliteDatabase database)
    {
        const string Statements = """
            SELECT type || ' ' || name || ': ' || sql FROM sqlite_master
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
              AND NOT EXISTS (SELECT 1 FROM sqlite_master AS index_table WHERE index_table.sql LIKE 'CREATE VIRTUAL%'
                AND sqlite_master.name LIKE index_table.name || '\_%' ESCAPE '\')
            ORDER BY 1
            """;
        var version = (int)database.Number("PRAGMA user_version");
        var taken = Taken(database, version);
        using var expected = SqliteDatabase.OpenInMemory();
        foreach (var step in steps.Take(version))
            expected.Execute(step);
        foreach (var table in tables.All)
            foreach (var step in table.SchemaSteps.Take((int)taken.GetValueOrDefault(table.Name)))
                expected.Execute(step);
        var (found, wanted) = (All(database), All(expected));
        return found.Except(wanted).Concat(wanted.Except(found)).FirstOrDefault() is { } first
            ? first.Split('\n')[0]
            : null;

        static HashSet<string> All(SqliteDatabase database) =>
            [.. database.Prepare(Statements).All(record => record.Text(0))];
    }

    /// <summary>
    /// Takes every step that the database has not taken yet, all of them or none. The version it had before.
    /// </summary>
    public int Migrate(SqliteDatabase database)
    {
        var before = (int)database.Number("PRAGMA user_version");
        var taken = Taken(database, before);
        var owing = Owing(database, tables);
        if (before == steps.Count && owing.Count == 0)
            return before;
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var step in steps.Skip(before))
                database.Execute(step);
            foreach (var table in owing)
                Migrate(database, table, (int)taken.GetValueOrDefault(table.Name));
            database.Execute(
                $"PRAGMA application_id = {DatabaseHeader.OurApplication}; PRAGMA user_version = {steps.Count}");
            database.Execute("COMMIT");
        }
        catch (SqliteFailure)
        {
            database.Rollback();
            throw;
        }

        return before;
    }

    /// <summary>The tables that have not taken all of their own steps in the database.</summary>
    public static IReadOnlyList<ReadTable> Owing(SqliteDatabase database, TableSet tables)
    {
        var taken = Taken(database, database.Number("PRAGMA user_version"));
        return [.. tables.All.Where(table => table.SchemaSteps.Count > taken.GetValueOrDefault(table.Name))];
    }

    private static void Migrate(SqliteDatabase database, ReadTable table, int taken)
    {
        for (var step = taken + 1; step <= table.SchemaSteps.Count; step++)
        {
            database.Execute(table.SchemaSteps[step - 1]);
            table.Migrated(database, step);
        }

        database.Prepare("INSERT OR REPLACE INTO table_step (name, taken) VALUES (?1, ?2)")
            .Bind(1, table.Name).Bind(2, table.SchemaSteps.Count).Run();
    }

    private static Dictionary<string, long> Taken(SqliteDatabase database, long version)
    {
        if (version < SchemaSteps.TableStepsSince)
            return [];
        var statement = database.Prepare("SELECT name, taken FROM table_step");
        var taken = statement.All(record => (Name: record.Text(0), Steps: record.Int64(1)));
        statement.Reset();
        return taken.ToDictionary(each => each.Name, each => each.Steps, StringComparer.Ordinal);
    }

    private void RefuseNewer(string path, long version)
    {
        if (version > steps.Count)
            throw Unavailable.Newer(path, version, steps.Count);
    }

    private void RefuseNewer(string path, string name, long taken)
    {
        var known = tables.All.FirstOrDefault(table => table.Name == name)?.SchemaSteps.Count ?? 0;
        if (taken > known)
            throw Unavailable.Newer(path, name, taken, known);
    }
}
