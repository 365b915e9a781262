using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Schema;

/// <summary>
/// The writer's connection: write-ahead log, a sync at every commit, private to its owner, at the present schema, and
/// with an epoch of its own.
/// </summary>
internal static partial class WritableDatabase
{
    /// <summary>
    /// Up to this size the whole file is checked before it is used; that takes a fraction of a second.
    /// </summary>
    private const long CheckedBytesMax = 128 * 1024 * 1024;

    private const int CacheKiB = 16_384;
    private const int CheckpointPages = 4_000;
    private const long LogBytesKept = 64 * 1024 * 1024;

    /// <summary>
    /// The connection, and what this opening is. In a damaged file no epoch is taken: nothing is written to it any
    /// more.
    /// </summary>
    public static (SqliteDatabase Database, JournalIdentity Identity) Open(
        string path, SchemaGate schema, DamageLatch damage, ILogger logger)
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
                Prepare(database, schema, logger);
            return (database, new(
                database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.Id}'")!,
                damage.Found is null ? TakeEpoch(database) : 0));
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

    private static void Prepare(SqliteDatabase database, SchemaGate schema, ILogger logger)
    {
        var before = schema.Migrate(database);
        if (database.Number("PRAGMA user_version") is var after && before != after)
            LogMigrated(logger, before, after);
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

    /// <summary>Fences earlier openings of the file: no append of theirs is accepted after this transaction.</summary>
    private static long TakeEpoch(SqliteDatabase database)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var epoch = database.Number($"SELECT CAST(value AS INTEGER) FROM meta WHERE name = '{JournalMeta.Epoch}'")
                + 1;
            database.Execute($"INSERT OR REPLACE INTO meta (name, value) VALUES ('{JournalMeta.Epoch}', '{epoch}')");
            database.Execute("COMMIT");
            return epoch;
        }
        catch (SqliteFailure)
        {
            database.Rollback();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "The database went from schema {Before} to {After}.")]
    private static partial void LogMigrated(ILogger logger, int before, long after);

    [LoggerMessage(
        LogLevel.Information,
        "The database is a restored copy: its journal has a new id, and cursors into the former one are refused.")]
    private static partial void LogRestored(ILogger logger);
}
