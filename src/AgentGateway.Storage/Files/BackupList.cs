using System.Globalization;
using AgentGateway.Runtime.Backups;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Files;

/// <summary>
/// Where the newest copies of a database were put, in a file beside it, so that a person who needs one is told which. A
/// line for each: the position up to which it goes, and its path.
/// </summary>
internal static class BackupList
{
    private const int CopiesMax = 20;

    /// <summary>The file that belongs to that database.</summary>
    public static string PathOf(string database) => database + "-copies";

    /// <summary>
    /// Adds a copy that was made. Where that fails, the copy is as good, and only its place has to be remembered by
    /// people.
    /// </summary>
    public static void Add(string database, string copy, long position)
    {
        var draft = $"{PathOf(database)}.{Path.GetRandomFileName()}";
        try
        {
            string[] lines =
            [
                .. Lines(database).TakeLast(CopiesMax - 1),
                string.Create(CultureInfo.InvariantCulture, $"{position} {Path.GetFullPath(copy)}"),
            ];
            PrivateFile.Create(draft);
            File.WriteAllLines(draft, lines);
            File.Move(draft, PathOf(database), overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nothing is worse than before: a start that looks for a copy names an older one, or none.
        }
    }

    /// <summary>The newest copy that is still there and passes a check; null for none.</summary>
    public static KnownCopy? NewestGood(string database)
    {
        foreach (var line in Lines(database).Reverse())
        {
            if (line.Split(' ', 2) is not [var position, var copy])
                continue;
            var isArchive = BackupReader.IsArchive(copy);
            if (isArchive ? BackupReader.Read(copy, null, CancellationToken.None).Rejection is null : IsGood(copy))
                return new(copy, position, isArchive);
        }

        return null;
    }

    private static string[] Lines(string database)
    {
        try
        {
            return File.Exists(PathOf(database)) ? File.ReadAllLines(PathOf(database)) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsGood(string copy)
    {
        try
        {
            if (DatabaseHeader.Read(copy) is not { IsSqlite: true })
                return false;
            using var opened = SqliteDatabase.OpenForReading(copy);
            return StoredHead.Of(opened) is not null && QuickCheck.Run(opened, copy) is null;
        }
        catch (Exception failure) when (failure is SqliteFailure or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
