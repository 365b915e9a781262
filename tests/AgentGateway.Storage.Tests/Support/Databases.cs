using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>Databases on disk, as tests need them.</summary>
internal static class Databases
{
    /// <summary>Newer than any epoch that a store took, so that such an append is never fenced.</summary>
    public const long AnyEpoch = long.MaxValue;

    extension(TemporaryFolder folder)
    {
        /// <summary>The database of the test whose folder it is.</summary>
        public string Database => folder["agentgateway.db"];
    }

    public static Task<SqliteStore> OpenAsync(string path, TimeProvider? time = null) =>
        SqliteStore.OpenAsync(path, time ?? TimeProvider.System, null, TestContext.Current.CancellationToken);

    /// <summary>A database with one thread in which so many messages were said.</summary>
    public static async Task MakeAsync(string path, int messages)
    {
        await using var store = await OpenAsync(path);
        await TalkAsync(store, "thr_1", messages);
    }

    public static async Task<ThreadScript> TalkAsync(SqliteStore store, string thread, int messages)
    {
        var script = new ThreadScript(thread);
        await store.Journal.AppendAsync(script.Create(), CancellationToken.None);
        for (var count = 0; count < messages; count++)
            await store.Journal.AppendAsync(script.Say($"hello number {count}"), CancellationToken.None);
        return script;
    }

    /// <summary>Changes a database behind the store's back.</summary>
    public static void Tamper(string path, string sql)
    {
        using var database = SqliteDatabase.OpenForWriting(path);
        database.Execute(sql);
    }

    /// <summary>
    /// Copies a database's files as they are now, which is how they would be found if the process that has them open
    /// were killed.
    /// </summary>
    public static void CopyAsKilled(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        foreach (var suffix in (string[])["", "-wal", "-head"])
            if (File.Exists(path + suffix)) File.Copy(path + suffix, target + suffix);
    }

    public static long Number(string path, string sql)
    {
        using var database = SqliteDatabase.OpenForReading(path);
        return database.Number(sql);
    }
}
