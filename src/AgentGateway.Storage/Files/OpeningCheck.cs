using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Output;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Files;

/// <summary>
/// Looks at a database before it is opened for writing, and changes no file: whether it is there, whether its structure
/// is sound, and whether it has what its head's file says was acknowledged.
/// </summary>
internal static class OpeningCheck
{
    /// <param name="schema">Refuses first what is foreign or newer.</param>
    /// <exception cref="JournalUnavailableException">
    /// <c>database_damaged</c>, <c>database_foreign</c>, <c>database_newer</c>.
    /// </exception>
    public static void Run(string path, SchemaGate schema)
    {
        // Read before the database, which another daemon may still be writing: the database may only be ahead of it.
        var recorded = HeadFile.Read(path);
        try
        {
            schema.Look(path);
            if (DatabaseHeader.Read(path) is null)
                RefuseLost(path);
            else
                Look(path, recorded);
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
            throw Unavailable.Damaged(failure.Message, BackupList.NewestGood(path), failure);
        }
    }

    /// <summary>
    /// A new data directory has no database. One in which the files beside it are left has lost it, and is refused.
    /// </summary>
    /// <exception cref="JournalUnavailableException"><c>database_damaged</c>.</exception>
    public static void RefuseLost(string path)
    {
        string[] beside =
        [
            HeadFile.PathOf(path), BackupList.PathOf(path), path + "-wal", SqliteOutputIndex.PathBeside(path),
        ];
        var left = Array.FindAll(beside, file => new FileInfo(file) is { Exists: true, Length: > 0 });
        if (left.Length == 0)
            return;
        var lost = HeadFile.Read(path) is { Position: > 0 and var last }
            ? $", with its events up to position {last}"
            : "";
        throw Unavailable.Gone(
            $"{path} is missing or empty{lost}, and only these files of it are left: {string.Join(", ", left)}",
            BackupList.NewestGood(path));
    }

    private static void Look(string path, JournalHead? recorded)
    {
        using var database = SqliteDatabase.OpenForReading(path);
        if (QuickCheck.Run(database, path) is { } wrong)
            throw Unavailable.Damaged(wrong, BackupList.NewestGood(path));
        if (recorded is { } head && StoredHead.Difference(database, head) is { } difference)
            throw Unavailable.Lost(
                $"{path} is not the journal that was written: {difference}",
                HeadFile.PathOf(path),
                BackupList.NewestGood(path));
    }
}
