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
    /// <param name="place">
    /// Names the place of the file; a journal that was last written in another gets a new id. Null for no comparison.
    /// </param>
    public static OpenedJournal Open(string path, SchemaGate schema, string? place, ILogger logger)
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
            Migrate(database, schema, logger);
            Place(database, place, headFile, logger);
            var head = StoredHead.Of(database)!.Value with { Epoch = TakeEpoch(database) };
            headFile.Write(head);
            return new(database, headFile, head, Meta(database, JournalMeta.Moved) is not null);
        }
        catch
        {
            database?.Dispose();
            headFile.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteDatabase database, SchemaGate schema, ILogger logger)
    {
        var before = schema.Migrate(database);
        if (database.Number("PRAGMA user_version") is var after && before != after)
            LogMigrated(logger, before, after);
    }

    /// <summary>
    /// Gives a new journal its id, and another id to one that was brought here: restored from a copy, or copied with
    /// its directory. The former journal may go on elsewhere, so cursors into it must not be taken for cursors here.
    /// </summary>
    private static void Place(SqliteDatabase database, string? place, HeadFile headFile, ILogger logger)
    {
        var isNew = Meta(database, JournalMeta.Id) is null;
        var known = Meta(database, JournalMeta.Place);
        var isMoved = Meta(database, JournalMeta.Copy) is not null
            || (place is not null && known is not null && known != place);
        if (!isNew && !isMoved && (place is null || known == place))
            return;
        if (isNew || isMoved)
            headFile.Forget();
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            if (isNew || isMoved)
                SetMeta(database, JournalMeta.Id, JournalMeta.NewId());
            if (isMoved)
                SetMeta(database, JournalMeta.Moved, "1");
            if (place is not null)
                SetMeta(database, JournalMeta.Place, place);
            database.Execute($"DELETE FROM meta WHERE name = '{JournalMeta.Copy}'; COMMIT");
        }
        catch (SqliteFailure)
        {
            database.Rollback();
            throw;
        }

        if (isMoved)
            LogMoved(logger);
    }

    private static string? Meta(SqliteDatabase database, string name) =>
        database.Text($"SELECT value FROM meta WHERE name = '{name}'");

    private static void SetMeta(SqliteDatabase database, string name, string value) =>
        database.Prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)").Bind(1, name).Bind(2, value).Run();

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
        "The journal was brought here from another place: it has a new id, and cursors into the former one are "
            + "refused.")]
    private static partial void LogMoved(ILogger logger);
}
