using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Schema;

/// <summary>
/// Decides whether a file may be used and brings it to the present schema. What is foreign or newer is refused before
/// anything could change it: first by its header, then, since the newest header may still be in the write-ahead log, by a
/// connection that can only read.
/// </summary>
internal static class SchemaGate
{
    /// <exception cref="JournalUnavailableException">The file is foreign or newer; it was not touched.</exception>
    public static void Look(string path, IReadOnlyList<string> steps)
    {
        if (DatabaseHeader.Read(path) is not { } header)
            return;
        if (!header.IsSqlite || (header.Application != DatabaseHeader.OurApplication && header.Application != 0))
            throw Unavailable.Foreign(path);
        Refuse(path, header.SchemaVersion, steps.Count);
        using var database = SqliteDatabase.OpenForReading(path);
        Refuse(path, database.Number("PRAGMA user_version"), steps.Count);
        if (database.Number("PRAGMA application_id") == DatabaseHeader.OurApplication)
            return;
        // A crash right after the file was made leaves an empty database without our mark.
        if (database.Number("SELECT count(*) FROM sqlite_master") > 0)
            throw Unavailable.Foreign(path);
    }

    /// <summary>Takes every step that the database has not taken yet, all of them or none. The version it had before.</summary>
    public static int Migrate(SqliteDatabase database, IReadOnlyList<string> steps)
    {
        var before = (int)database.Number("PRAGMA user_version");
        if (before == steps.Count)
            return before;
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var step in steps.Skip(before))
                database.Execute(step);
            database.Execute($"PRAGMA application_id = {DatabaseHeader.OurApplication}; PRAGMA user_version = {steps.Count}");
            database.Execute("COMMIT");
        }
        catch (SqliteFailure)
        {
            database.Rollback();
            throw;
        }

        return before;
    }

    private static void Refuse(string path, long version, int known)
    {
        if (version > known)
            throw Unavailable.Newer(path, version, known);
    }
}
