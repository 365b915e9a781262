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
    private const int CacheKiB = 16_384;
    private const int CheckpointPages = 4_000;
    private const long LogBytesKept = 64 * 1024 * 1024;

    /// <summary>
    /// The connection to a database that was found sound, and the head of its journal with the epoch of this opening,
    /// which is in the head's file too.
    /// </summary>
    public static OpenedJournal Open(string path, SchemaGate schema, ILogger logger)
    {
        // SQLite gives its log and index files the mode of the database.
        PrivateFile.Make(path);
        var headFile = HeadFile.Open(path);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.OpenForWriting(path);
            database.Execute($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -{CacheKiB};
                PRAGMA wal_autocheckpoint = {CheckpointPages};
                PRAGMA journal_size_limit = {LogBytesKept};
                PRAGMA secure_delete = ON;
                """);
            Prepare(database, schema, headFile, logger);
            var head = StoredHead.Of(database)!.Value with { Epoch = TakeEpoch(database) };
            headFile.Write(head);
            return new(database, headFile, head);
        }
        catch
        {
            database?.Dispose();
            headFile.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteDatabase database, SchemaGate schema, HeadFile headFile, ILogger logger)
    {
        var before = schema.Migrate(database);
        if (database.Number("PRAGMA user_version") is var after && before != after)
            LogMigrated(logger, before, after);
        var isNew = database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.Id}'") is null;
        if (!isNew && database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.Copy}'") is null)
            return;
        headFile.Forget();
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
