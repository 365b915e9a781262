using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
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

    /// <summary>A thread with turns that used models: of the last it is not known which.</summary>
    public static async Task UseModelsAsync(SqliteStore store, int turns)
    {
        var script = new ThreadScript("thr_used");
        await store.Journal.AppendAsync(script.Create(), CancellationToken.None);
        for (var number = 1; number <= turns; number++)
        {
            var turn = new TurnId($"turn_{number}");
            var usage = new TokenUsage(number, 2, 1, 0.1234567890123456789m, 1);
            await store.Journal.AppendAsync(
                script.Append(
                    new TurnQueued(turn, TurnKind.Answer, AgentId.Of("svarog"), []) { Started = true },
                    new MessagePosted(script.Message("said", role: MessageRole.Assistant) with
                    {
                        Turn = turn, Model = number == turns ? null : $"model {number}", Usage = usage,
                    }),
                    new TurnEnded(turn, TurnStatus.Completed, null, null, null, usage + usage)),
                CancellationToken.None);
        }
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
