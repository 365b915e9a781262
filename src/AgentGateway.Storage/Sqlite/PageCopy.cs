using SQLitePCL;

namespace AgentGateway.Storage.Sqlite;

/// <summary>A copy of a database as one moment of it, in a file that needs no other beside it.</summary>
internal static class PageCopy
{
    private const int PagesPerStep = 1_024;

    /// <param name="source">In a transaction, so that the copy stays in its snapshot.</param>
    /// <param name="target">An empty file.</param>
    /// <returns>The copy, open for writing.</returns>
    public static SqliteDatabase Make(SqliteDatabase source, string target, CancellationToken cancellationToken)
    {
        // Reading begins the snapshot.
        source.Number("SELECT count(*) FROM sqlite_master");
        var copy = SqliteDatabase.OpenForWriting(target);
        try
        {
            var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
            var result = raw.SQLITE_OK;
            while (result == raw.SQLITE_OK && !cancellationToken.IsCancellationRequested)
                result = raw.sqlite3_backup_step(backup, PagesPerStep);
            var finished = raw.sqlite3_backup_finish(backup);
            cancellationToken.ThrowIfCancellationRequested();
            if (result != raw.SQLITE_DONE)
                throw new SqliteFailure(
                    finished == raw.SQLITE_OK ? result : finished, "the copy could not be finished");
            copy.Execute("PRAGMA journal_mode = DELETE");
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
