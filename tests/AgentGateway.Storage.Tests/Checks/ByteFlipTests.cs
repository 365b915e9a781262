using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Checks;

/// <summary>
/// Bytes of the database and of its log are changed, or are missing. Either a check or a start says so, or all that is
/// read is as it was.
/// </summary>
public sealed class ByteFlipTests : IDisposable
{
    private const int DatabaseFlips = 200;
    private const int LogFlips = 100;
    private const int Cuts = 20;

    private static readonly string[] Tables =
    [
        "SELECT * FROM event ORDER BY position",
        "SELECT * FROM stream ORDER BY number",
        "SELECT * FROM thread ORDER BY id",
        "SELECT * FROM turn ORDER BY id",
        "SELECT * FROM message ORDER BY number",
        "SELECT * FROM command ORDER BY id",
        "SELECT * FROM ask ORDER BY id",
        "SELECT * FROM task ORDER BY id",
        "SELECT * FROM memory_note ORDER BY id",
        "SELECT * FROM memory_document ORDER BY document, version",
        "SELECT * FROM knowledge ORDER BY id",
        "SELECT * FROM idempotency ORDER BY principal, key",
        "SELECT * FROM table_step ORDER BY name",

        // Of the epoch it matters only that it is not lower, which the head's file tells.
        "SELECT * FROM meta WHERE name <> 'epoch' ORDER BY name",
        "SELECT rowid, bm25(message_text) FROM message_text WHERE message_text MATCH 'beta' ORDER BY rowid",
        "SELECT rowid, bm25(message_text) FROM message_text WHERE message_text MATCH 'number' ORDER BY rowid",
        "SELECT rowid, bm25(memory_note_text) FROM memory_note_text WHERE memory_note_text MATCH 'port' ORDER BY rowid",
        "SELECT rowid, bm25(memory_document_text) FROM memory_document_text WHERE memory_document_text MATCH 'vpn'",
        "SELECT rowid, bm25(knowledge_text) FROM knowledge_text WHERE knowledge_text MATCH 'deploy' ORDER BY rowid",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Copy => _folder["copy/agentgateway.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_byte_of_the_database_is_found_or_changes_nothing_that_is_read()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store, "a");
        Databases.CopyAsKilled(_folder.Database, Copy);
        await TryAsync(Copy, Changes(Copy, 17, DatabaseFlips, Flip), "database");
    }

    [Fact]
    public async Task A_changed_byte_of_the_log_is_found_or_changes_nothing_that_is_read()
    {
        await KillAsync();
        await TryAsync(Copy + "-wal", Changes(Copy + "-wal", 18, LogFlips, Flip), "log");
    }

    [Fact]
    public async Task A_database_or_log_that_was_cut_is_found_or_nothing_that_is_read_is_lost()
    {
        await KillAsync();
        foreach (var file in (string[])[Copy, Copy + "-wal"])
            await TryAsync(file, Changes(file, 19, Cuts, (bytes, at, _) => bytes[..at]), "length");
    }

    private static byte[] Flip(byte[] bytes, int at, Random random)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= (byte)random.Next(1, 256);
        return changed;
    }

    private static IEnumerable<(int At, byte[] Changed)> Changes(
        string file, int seed, int count, Func<byte[], int, Random, byte[]> change)
    {
        var (random, bytes) = (new Random(seed), File.ReadAllBytes(file));
        for (var round = 0; round < count; round++)
        {
            var at = random.Next(bytes.Length);
            yield return (at, change(bytes, at, random));
        }
    }

    /// <summary>All that is read, as text.</summary>
    private static string Everything(string path)
    {
        using var database = SqliteDatabase.OpenForReading(path);
        var text = new System.Text.StringBuilder();
        foreach (var table in Tables)
        {
            var statement = database.Prepare(table);
            while (statement.Step())
            {
                for (var column = 0; column < statement.Columns; column++)
                    text.Append(Convert.ToHexString(statement.Bytes(column))).Append(' ');
                text.AppendLine();
            }

            statement.Reset();
        }

        return text.ToString();
    }

    private async Task TryAsync(string file, IEnumerable<(int At, byte[] Changed)> changes, string what)
    {
        string[] files = [Copy, Copy + "-wal", HeadFile.PathOf(Copy)];
        byte[]?[] sound = [.. files.Select(each => File.Exists(each) ? File.ReadAllBytes(each) : null)];
        var before = Everything(Copy);
        Assert.Null(await FindAsync());
        var found = 0;
        foreach (var (at, changed) in changes)
        {
            Restore();
            await File.WriteAllBytesAsync(file, changed, Stop);
            if (await FindAsync() is not null)
                found++;
            else
                Assert.True(before == Everything(Copy), $"{what}: a change at {at} was not found: {Difference()}");
        }

        Restore();

        // Many of the bytes are used, so that a check that finds nothing would be noticed here.
        Assert.InRange(found, 10, int.MaxValue);

        string Difference() =>
            string.Join('\n', before.Split('\n').Zip(Everything(Copy).Split('\n'))
                .Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First}\n{pair.Second}").Take(2));

        void Restore()
        {
            File.Delete(Copy + "-shm");
            for (var index = 0; index < files.Length; index++)
            {
                if (sound[index] is { } bytes) File.WriteAllBytes(files[index], bytes);
                else File.Delete(files[index]);
            }
        }
    }

    /// <summary>What the check says first; what a start would say when the check can say nothing.</summary>
    private async Task<string?> FindAsync()
    {
        try
        {
            return (await SqliteStore.Inspect(Copy, StoreContents.Gateway).CheckAsync(Stop)).First?.What;
        }
        catch (JournalUnavailableException refusal)
        {
            return refusal.Reason.Message;
        }
    }

    /// <summary>A database of which one half is still in the log.</summary>
    private async Task KillAsync()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
            await FillAsync(store, "a");
        await using var again = await Databases.OpenAsync(_folder.Database);
        await FillAsync(again, "b");
        Databases.CopyAsKilled(_folder.Database, Copy);
    }

    /// <summary>Something of every kind.</summary>
    private static async Task FillAsync(SqliteStore store, string suffix)
    {
        var thread = new ThreadScript("thr_" + suffix);
        var queue = new QueueScript("ses_" + suffix);
        var (approval, question) = (new RequestScript("apr_" + suffix), new RequestScript("qst_" + suffix));
        var answered = new IdempotencyRecord("operator", suffix, "digest", "{}", TimeProvider.System.GetUtcNow());
        AppendRequest[] appends =
        [
            thread.Create() with { Idempotency = answered },
            thread.Say("alpha beta"),
            thread.Say("beta gamma"),
            thread.Append(
                new TurnQueued(new("turn_" + suffix), TurnKind.Answer, AgentId.Of("svarog"), [thread.Id(1)]),
                new TurnStarted(new("turn_" + suffix), AgentId.Of("svarog"), null)),
            queue.Add("cmd_" + suffix),
            queue.Begin("cmd_" + suffix),
            approval.Request("call_a" + suffix),
            approval.Approve(),
            question.Ask("call_q" + suffix),
            new TaskScript("task_" + suffix).Open(),
            .. RememberedTexts.Of(suffix),
        ];
        foreach (var append in appends)
            await store.Journal.AppendAsync(append, Stop);
        await Databases.TalkAsync(store, "thr_long" + suffix, 100);
    }
}
