using System.Runtime.Versioning;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_it_was_opened_again()
    {
        string id;
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            id = store.Journal.Id;
            await Databases.TalkAsync(store, "thr_1", 5);
        }

        await using var again = await Databases.OpenAsync(_folder.Database);
        Assert.Equal((id, 6L), (again.Journal.Id, again.Journal.LastPosition));
        Assert.Equal(6, (await again.Journal.LoadAsync(StreamId.Of("thread/thr_1"), Stop))!.Version);
        Assert.Single(await again.Reads<IThreadReads>().SearchAsync("\"number 3\"", null, 10, Stop));
        Assert.Equal(7, (await Databases.TalkAsync(again, "thr_2", 0)).Version + 6);
        Assert.Equal(7, again.Journal.LastPosition);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Only_the_owner_can_read_the_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "File modes are a matter of Unix.");
        await File.WriteAllTextAsync(_folder["loose.db"], "", Stop);
        File.SetUnixFileMode(
            _folder["loose.db"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        foreach (var name in (string[])["agentgateway.db", "loose.db"])
        {
            await using var store = await Databases.OpenAsync(_folder[name]);
            await Databases.TalkAsync(store, "thr_1", 1);
            foreach (var suffix in (string[])["", "-wal", "-shm"])
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[name + suffix]));
        }
    }

    [Fact]
    public async Task Every_journal_has_an_id_of_its_own_and_can_be_given_another()
    {
        await using var one = await Databases.OpenAsync(_folder["one.db"]);
        await using var two = await Databases.OpenAsync(_folder["two.db"]);
        Assert.NotEqual(one.Journal.Id, two.Journal.Id);
        var before = one.Journal.Id;
        await one.RenewIdAsync(Stop);
        Assert.NotEqual(before, one.Journal.Id);
        var renewed = one.Journal.Id;
        await one.DisposeAsync();
        await using var again = await Databases.OpenAsync(_folder["one.db"]);
        Assert.Equal(renewed, again.Journal.Id);
    }

    [Fact]
    public async Task What_was_accepted_before_closing_is_written()
    {
        var script = new ThreadScript("thr_1");
        List<Task<AppendResult>> pending;
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            pending = [store.Journal.AppendAsync(script.Create(), Stop).AsTask()];
            for (var count = 0; count < 500; count++)
                pending.Add(store.Journal.AppendAsync(script.Say("in the last moment"), Stop).AsTask());
        }

        Assert.All(await Task.WhenAll(pending), result => Assert.Equal(AppendStatus.Appended, result.Status));
        Assert.Equal(501, Databases.Number(_folder.Database, "SELECT count(*) FROM event"));
    }

    [Fact]
    public async Task A_burst_beyond_the_queue_waits_for_room()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        var script = new ThreadScript("thr_1");
        List<Task<AppendResult>> pending = [store.Journal.AppendAsync(script.Create(), Stop).AsTask()];
        for (var count = 0; count < 10_000; count++)
            pending.Add(store.Journal.AppendAsync(script.Say("one of very many"), Stop).AsTask());
        var results = await Task.WhenAll(pending);
        Assert.Equal(
            Enumerable.Range(1, 10_001).Select(position => (long)position), results.Select(result => result.Position));
    }

    [Fact]
    public async Task A_long_read_does_not_hold_up_the_writer()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        await Databases.TalkAsync(store, "thr_1", 10);
        var export = new HeldStream();
        var reading = store.ExportAsync(null, new(), export, Stop);
        await export.Begun.WaitAsync(Limits.Signal, Stop);
        await Databases.TalkAsync(store, "thr_2", 10);
        export.Release();
        Assert.Equal(11, (await reading).Value);
    }

    [Fact]
    public async Task Old_idempotency_records_are_removed_in_the_background()
    {
        var time = new FakeClock();
        await using (var store = await Databases.OpenAsync(_folder.Database, time))
        {
            var old = new IdempotencyRecord("operator", "old", "digest", "{}", time.GetUtcNow().AddHours(-25));
            await store.Journal.AppendAsync(new ThreadScript("thr_1").Create() with { Idempotency = old }, Stop);
            // What was there at the start is looked at once then, perhaps before this append, and again after an hour.
            time.Advance(TimeSpan.FromHours(1));
            await store.Journal.AppendAsync(
                new ThreadScript("thr_2").Create() with
                {
                    Idempotency = old with { Key = "new", At = time.GetUtcNow() },
                },
                Stop);
            await UntilNoneAsync("SELECT count(*) FROM idempotency WHERE key = 'old'");
        }

        Assert.Equal(1, Databases.Number(_folder.Database, "SELECT count(*) FROM idempotency WHERE key = 'new'"));
    }

    [Fact]
    public async Task Erased_words_leave_the_file()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            var script = await Databases.TalkAsync(store, "thr_1", 50);
            await store.Journal.AppendAsync(script.Say("the zanzibarian canary sings"), Stop);
            await Databases.TalkAsync(store, "thr_2", 50);
            Assert.True(await store.EraseAsync(script.Stream, script.Version, Stop));
            await UntilNoneAsync("SELECT count(*) FROM meta WHERE name = 'index_rewrite'");
        }

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_folder.Database)!))
            Assert.DoesNotContain(
                "zanzibarian",
                System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Stop)),
                StringComparison.Ordinal);
    }

    /// <summary>Looks again and again, because nothing tells when the background is done.</summary>
    private Task UntilNoneAsync(string count) =>
        Eventually.TrueAsync(() => Databases.Number(_folder.Database, count) == 0, count);

    /// <summary>Holds every writer until it is released.</summary>
    private sealed class HeldStream : MemoryStream
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Begun => _begun.Task;

        public void Release() => _released.Set();

        public override void WriteByte(byte value)
        {
            _begun.TrySetResult();
            _released.Wait(Limits.Signal);
            base.WriteByte(value);
        }

        protected override void Dispose(bool disposing)
        {
            _released.Dispose();
            base.Dispose(disposing);
        }
    }
}
