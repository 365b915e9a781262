namespace AgentGateway.Storage.Sqlite;

/// <summary>
/// SQLite's check of a file's structure. A file of usual size is checked whole, which takes a fraction of a second; of
/// a larger one as much as the time allows.
/// </summary>
internal static class QuickCheck
{
    private const long WholeBytesMax = 128 * 1024 * 1024;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong, or null where nothing was found in what was checked.</summary>
    public static string? Run(SqliteDatabase database, string path)
    {
        using var limit = new CancellationTokenSource();
        if (new FileInfo(path).Length > WholeBytesMax)
            limit.CancelAfter(TimeMax);
        try
        {
            using var interruption = limit.Token.UnsafeRegister(
                static checking => ((SqliteDatabase)checking!).Interrupt(), database);
            return Finding(database, "quick_check(1)");
        }
        catch (SqliteFailure failure) when (failure.IsInterrupt)
        {
            return null;
        }
    }

    /// <summary>What one of SQLite's checks finds first, on one line; null where it finds nothing.</summary>
    public static string? Finding(SqliteDatabase database, string check) =>
        database.Text($"PRAGMA {check}") is var finding and not "ok"
            ? (finding ?? "the check gave no answer").Replace("*** in database main ***", "", StringComparison.Ordinal)
                .Trim().ReplaceLineEndings("; ")
            : null;
}
