using AgentGateway.Domain;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Files;

/// <summary>
/// A copy of the database as one snapshot of it, page by page. It becomes a file that needs no other beside it, and
/// carries a mark by which the next store that opens it knows that it is a copy.
/// </summary>
internal static class JournalBackup
{
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
        using var copy = PageCopy.Make(source, target, cancellationToken);
        copy.Execute($"INSERT OR REPLACE INTO meta (name, value) VALUES ('{JournalMeta.Copy}', '1')");
    }
}
