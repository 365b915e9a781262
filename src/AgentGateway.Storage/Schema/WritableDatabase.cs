using AgentGateway.Storage.Files;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Schema;

/// <summary>
/// The writer's connection: write-ahead log, a sync at every commit, private to its owner, and at the present schema.
/// </summary>
internal static partial class WritableDatabase
{
    /// <summary>Up to this size the whole file is checked before it is used; that takes a fraction of a second.</summary>
    private const long CheckedBytesMax = 128 * 1024 * 1024;

    private const int CacheKiB = 16_384;
    private const int CheckpointPages = 4_000;
    private const long LogBytesKept = 64 * 1024 * 1024;

    public static SqliteDatabase Open(string path, IReadOnlyList<string> steps, DamageLatch damage, ILogger logger)
    {
        // SQLite gives its log and index files the mode of the database.
        PrivateFile.Make(path);
        var database = SqliteDatabase.OpenForWriting(path);
        try
        {
            database.Execute($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -{CacheKiB};
                PRAGMA wal_autocheckpoint = {CheckpointPages};
                PRAGMA journal_size_limit = {LogBytesKept};
                PRAGMA secure_delete = ON;
                """);
            if (new FileInfo(path).Length <= CheckedBytesMax)
                Check(database, damage);
            if (damage.Found is null)
                Prepare(database, steps, logger);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Check(SqliteDatabase database, DamageLatch damage)
    {
        var finding = database.Text("PRAGMA quick_check(1)");
        if (finding != "ok")
            damage.Note(finding ?? "the check gave no answer");
    }

    private static void Prepare(SqliteDatabase database, IReadOnlyList<string> steps, ILogger logger)
    {
        var before = SchemaGate.Migrate(database, steps);
        if (before != steps.Count)
            LogMigrated(logger, before, steps.Count);
        var isNew = database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.Id}'") is null;
        if (!isNew && database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.Copy}'") is null)
            return;
        database.Execute($"""
            BEGIN IMMEDIATE;
            DELETE FROM meta WHERE name = '{JournalMeta.Copy}';
            INSERT OR REPLACE INTO meta (name, value) VALUES ('{JournalMeta.Id}', '{JournalMeta.NewId()}');
            COMMIT;
            """);
        if (!isNew)
            LogRestored(logger);
    }

    [LoggerMessage(LogLevel.Information, "The database went from schema {Before} to {After}.")]
    private static partial void LogMigrated(ILogger logger, int before, int after);

    [LoggerMessage(LogLevel.Information, "The database is a restored copy: its journal has a new id, and cursors into the former one are refused.")]
    private static partial void LogRestored(ILogger logger);
}
