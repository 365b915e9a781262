using AgentGateway.Domain;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;
using SQLitePCL;

namespace AgentGateway.Storage.Files;

/// <summary>
/// A copy of the database as one snapshot of it, page by page. It becomes a file that needs no other beside it, and
/// carries a mark by which the next store that opens it knows that it is a copy.
/// </summary>
internal static class JournalBackup
{
    private const int PagesPerStep = 1_024;

    public static Outcome<long> Run(SqliteDatabase source, string target, CancellationToken cancellationToken)
    {
        if (Path.Exists(target))
            return Exists(target);
        var unfinished = $"{target}.{Path.GetRandomFileName()}.unfinished";
        try
        {
            PrivateFile.Create(unfinished);
            Copy(source, unfinished, cancellationToken);
            var bytes = new FileInfo(unfinished).Length;
            File.Move(unfinished, target, overwrite: false);
            return bytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Path.Exists(target)
                ? Exists(target)
                : new Rejection(
                    "file_unwritable",
                    $"{target} cannot be made: {failure.Message}",
                    "Name a file in a directory that exists and that you may write to.");
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    private static Rejection Exists(string target) => new(
        "file_exists",
        $"{target} exists already, and a backup never takes the place of another file.",
        "Name a file that does not exist.");

    private static void Copy(SqliteDatabase source, string target, CancellationToken cancellationToken)
    {
        // Reading begins the snapshot, and the copy stays in it however much is written meanwhile.
        source.Number("SELECT count(*) FROM meta");
        using var copy = SqliteDatabase.OpenForWriting(target);
        var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        var result = raw.SQLITE_OK;
        while (result == raw.SQLITE_OK && !cancellationToken.IsCancellationRequested)
            result = raw.sqlite3_backup_step(backup, PagesPerStep);
        var finished = raw.sqlite3_backup_finish(backup);
        cancellationToken.ThrowIfCancellationRequested();
        if (result != raw.SQLITE_DONE)
            throw new SqliteFailure(finished == raw.SQLITE_OK ? result : finished, "the copy could not be finished");
        copy.Execute($"""
            PRAGMA journal_mode = DELETE;
            INSERT INTO meta (name, value) VALUES ('{JournalMeta.Copy}', '1');
            """);
    }
}
