using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Output;

/// <summary>
/// The file of the output index. It holds nothing that the rings do not have, so it is never migrated or mended: one
/// that is damaged, foreign or of another version is set aside, and a new one takes its place.
/// </summary>
internal static class OutputSchema
{
    /// <summary>Raised with every change of the tables.</summary>
    private const int Version = 1;

    private const int CacheKiB = 8_192;
    private const int CheckpointPages = 4_000;
    private const long LogBytesKept = 32 * 1024 * 1024;

    /// <summary>
    /// A session is known by its number in the blocks, which is never given again. Generations, each a pair of tables,
    /// are made and dropped as output comes and goes.
    /// </summary>
    private const string Tables = """
        CREATE TABLE session (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          agent TEXT,
          indexed_to INTEGER NOT NULL,
          trimmed_to INTEGER NOT NULL
        );
        CREATE TABLE generation (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          slot INTEGER NOT NULL UNIQUE,
          characters INTEGER NOT NULL,
          blocks INTEGER NOT NULL
        );
        """;

    /// <summary>Where a file that could not be used is kept, until the next one.</summary>
    public static string AsidePath(string path) => $"{path}.damaged";

    /// <summary>Copies an index as of now; false where it cannot be read.</summary>
    /// <exception cref="IOException">The copy cannot be made.</exception>
    public static bool TryCopy(string path, string target, CancellationToken cancellationToken)
    {
        PrivateFile.Create(target);
        try
        {
            using var index = SqliteDatabase.OpenForReading(path);
            index.Execute("BEGIN");
            using var copy = PageCopy.Make(index, target, cancellationToken);
            return true;
        }
        catch (SqliteFailure failure)
        {
            File.Delete(target);
            return failure.IsDisk ? throw new IOException(failure.Message, failure) : false;
        }
    }

    /// <summary>Opens the file as it is, or makes it.</summary>
    /// <exception cref="SqliteFailure">It is damaged, or the disk fails.</exception>
    /// <returns>Null when it is not of this version of this program.</returns>
    public static SqliteDatabase? Open(string path)
    {
        if (DatabaseHeader.Read(path) is { } header
            && !(header.IsSqlite && header.Application is DatabaseHeader.OurApplication or 0))
            return null;

        // SQLite gives its log and index files the mode of the database.
        PrivateFile.Make(path);
        var database = SqliteDatabase.OpenForWriting(path);
        try
        {
            // No sync at a commit: what a power failure takes is read again from the rings, and the file stays whole.
            database.Execute($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -{CacheKiB};
                PRAGMA wal_autocheckpoint = {CheckpointPages};
                PRAGMA journal_size_limit = {LogBytesKept};
                """);
            if (database.Number("SELECT count(*) FROM sqlite_master") == 0)
                database.Execute($"""
                    BEGIN IMMEDIATE;
                    {Tables}
                    PRAGMA application_id = {DatabaseHeader.OurApplication};
                    PRAGMA user_version = {Version};
                    COMMIT
                    """);
            else if (database.Number("PRAGMA user_version") != Version
                || database.Text("SELECT name FROM sqlite_master WHERE name = 'generation'") is null)
            {
                database.Dispose();
                return null;
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Sets the file aside, in place of the last one that was set aside.</summary>
    public static void SetAside(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(path + suffix))
                File.Move(path + suffix, AsidePath(path) + suffix, overwrite: true);
            else
                File.Delete(AsidePath(path) + suffix);
        }
    }
}
