using System.Diagnostics;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Storage.Tests;

/// <summary>Full disks, damaged files, and processes that are killed.</summary>
public sealed class FaultTests : IDisposable
{
    private const int PageBytes = 4_096;
    private const int Kills = 6;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_was_acknowledged_survives_that_the_process_is_killed()
    {
        Dictionary<StreamId, long> acknowledged = [];
        var random = new Random(5);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var writer = OwnProcess.Start([DoomedWriter.Verb, _folder.Database]);
            for (var lines = random.Next(1, 2_000); lines > 0; lines--)
                Note(await writer.StandardOutput.ReadLineAsync(Stop));
            writer.Kill();
            while (await writer.StandardOutput.ReadLineAsync(Stop) is { } rest)
                Note(rest);
            await writer.WaitForExitAsync(Stop);
        }

        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            foreach (var (stream, version) in acknowledged)
                Assert.True(
                    (await store.Journal.LoadAsync(stream, Stop))!.Version >= version,
                    $"{stream} lost what was acknowledged.");
            Assert.Equal(
                AppendStatus.Appended,
                (await store.Journal.AppendAsync(new ThreadScript("thr_after").Create(), Stop)).Status);
        }

        Assert.Null((await SqliteStore.Inspect(_folder.Database, StoreContents.Gateway).CheckAsync(Stop)).First);

        // The last line may have been cut off by the kill.
        void Note(string? line)
        {
            if (line?.Split(' ') is [var stream, var version] && long.TryParse(version, out var number))
                acknowledged[StreamId.Of(stream)] = Math.Max(
                    number, acknowledged.GetValueOrDefault(StreamId.Of(stream)));
        }
    }

    [Fact]
    public async Task When_the_disk_is_full_appends_fail_whole_and_reads_go_on()
    {
        await using var store = SqliteStore.Open(
            _folder.Database, StoreContents.Gateway, null, TimeProvider.System, NullLoggerFactory.Instance,
            [
                .. SchemaSteps.All,
                "PRAGMA max_page_count = 60",
            ]);
        var script = new ThreadScript("thr_1");
        await store.Journal.AppendAsync(script.Create(), Stop);
        var written = await FillAsync(store, script);

        Assert.Equal(written, store.Journal.LastPosition);
        Assert.Equal(written, (await store.Journal.LoadAsync(script.Stream, Stop))!.Version);
        Assert.Equal(written - 1, (await store.Reads<IThreadReads>().ThreadAsync(script.Thread, Stop))!.LastSeq);
        Assert.Null(store.Damage);
    }

    [Fact]
    public async Task Writing_goes_on_by_itself_when_there_is_room_again()
    {
        Directory.CreateDirectory(_folder["small"]);
        Assert.SkipUnless(
            OperatingSystem.IsLinux()
                && await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder["small"]),
            "A small file system can be mounted by root only.");
        try
        {
            await using var store = await Databases.OpenAsync(_folder["small/agentgateway.db"]);
            await File.WriteAllBytesAsync(_folder["small/ballast"], new byte[2 * 1024 * 1024], Stop);
            var script = new ThreadScript("thr_1");
            await store.Journal.AppendAsync(script.Create(), Stop);
            var written = await FillAsync(store, script);
            Assert.NotEmpty(await store.Reads<IThreadReads>().SearchAsync("room", null, 10, Stop));

            File.Delete(_folder["small/ballast"]);
            var other = await Databases.TalkAsync(store, "thr_2", 3);
            Assert.Equal(written + 4, store.Journal.LastPosition);
            Assert.Equal(4, (await store.Journal.LoadAsync(other.Stream, Stop))!.Version);
            Assert.True((await store.CheckAsync(Stop)).IsSound);
        }
        finally
        {
            await RunAsync("umount", "-l", _folder["small"]);
        }
    }

    [Fact]
    public async Task A_damaged_page_is_found_at_start_which_is_refused_and_changes_nothing()
    {
        await Databases.MakeAsync(_folder.Database, 400);
        await DamageAsync(
            Databases.Number(_folder.Database, "SELECT rootpage FROM sqlite_master WHERE name = 'event_stream'"));
        var before = await File.ReadAllBytesAsync(_folder.Database, Stop);

        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Databases.OpenAsync(_folder.Database));
        Assert.Equal("database_damaged", refusal.Reason.Code);
        Assert.Contains("agw backup", refusal.Reason.Hint, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Database, Stop));
        Assert.False((await SqliteStore.Inspect(_folder.Database, StoreContents.Gateway).CheckAsync(Stop)).IsSound);
    }

    [Fact]
    public async Task Damage_that_a_read_meets_later_ends_writing_too()
    {
        await Databases.MakeAsync(_folder.Database, 400);
        var page = Databases.Number(_folder.Database, "SELECT rootpage FROM sqlite_master WHERE name = 'event'");
        await using var store = await Databases.OpenAsync(_folder.Database);
        Assert.Null(store.Damage);
        await DamageAsync(page);

        var read = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await store.Journal.ReadAllAsync(0, 1_000, Stop));
        var append = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await store.Journal.AppendAsync(new ThreadScript("thr_2").Create(), Stop));
        Assert.Equal(("database_damaged", "database_damaged"), (read.Reason.Code, append.Reason.Code));
        Assert.Equal("database_damaged", store.Damage!.Code);
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_at_all_is_called_damaged()
    {
        await Databases.MakeAsync(_folder.Database, 10);
        await DamageAsync(1, offset: 100);
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Databases.OpenAsync(_folder.Database));
        Assert.Equal("database_damaged", refusal.Reason.Code);
    }

    private static async Task<long> FillAsync(SqliteStore store, ThreadScript script)
    {
        var text = "room " + new string('x', 20_000);
        for (var written = script.Version; ; written++)
        {
            try
            {
                await store.Journal.AppendAsync(script.Say(text), Stop);
            }
            catch (JournalUnavailableException full)
            {
                Assert.Equal("disk_full", full.Reason.Code);
                Assert.NotNull(full.Reason.Hint);
                return written;
            }
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Stop);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private async Task DamageAsync(long page, int offset = 0)
    {
        await using var file = File.OpenWrite(_folder.Database);
        file.Position = ((page - 1) * PageBytes) + offset;
        await file.WriteAsync(Enumerable.Repeat((byte)0xA5, PageBytes - offset).ToArray(), Stop);
    }
}
