using System.Diagnostics;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Backups;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Files;

/// <summary>What is compared at a start, and after which crashes and losses.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Killed => _folder["killed/agentgateway.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_a_clean_stop_the_log_is_empty_and_the_head_is_that_of_the_journal()
    {
        string id;
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            var script = await Databases.TalkAsync(store, "thr_1", 5);
            Assert.NotNull(await store.Journal.LoadAsync(script.Stream, Stop));
            id = store.Journal.Id;
        }

        Assert.True(new FileInfo(_folder.Database + "-wal") is { Exists: false } or { Length: 0 });
        var head = HeadFile.Read(_folder.Database)!.Value;
        Assert.Equal((id, 1L, 6L), (head.Id, head.Epoch, head.Position));
        using var database = Storage.Sqlite.SqliteDatabase.OpenForReading(_folder.Database);
        Assert.Equal(StoredHead.Of(database), head);
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_in_the_head_and_the_next_start_finds_it()
    {
        await KillAsync(messages: 20);
        Assert.Equal(21, HeadFile.Read(Killed)!.Value.Position);
        await using var again = await Databases.OpenAsync(Killed);
        Assert.Equal(21, again.Journal.LastPosition);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public async Task A_log_that_lost_its_end_is_refused_with_the_positions_that_are_lost(int bytesLeft)
    {
        await KillAsync(messages: 40);
        using (var log = File.OpenWrite(Killed + "-wal"))
            log.SetLength(bytesLeft);
        string[] files = [Killed, Killed + "-wal", HeadFile.PathOf(Killed)];
        byte[][] before = [.. files.Select(File.ReadAllBytes)];

        var refusal = await RefusedAsync(Killed);
        Assert.Matches("lost: positions [0-9]+ to 41", refusal.Message);
        Assert.Contains("remove " + HeadFile.PathOf(Killed), refusal.Hint, StringComparison.Ordinal);
        Assert.Equal(before, files.Select(File.ReadAllBytes));

        File.Delete(HeadFile.PathOf(Killed));
        await using var again = await Databases.OpenAsync(Killed);
        Assert.True(again.Journal.LastPosition < 41);
    }

    [Fact]
    public async Task An_event_that_is_not_the_one_that_was_acknowledged_is_refused()
    {
        await Databases.MakeAsync(_folder.Database, 3);
        Databases.Tamper(_folder.Database, "UPDATE event SET hash = zeroblob(32) WHERE position = 4");
        Assert.Contains("position 4 is not", (await RefusedAsync(_folder.Database)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_or_empty_database_beside_its_other_files_is_refused(bool isEmpty)
    {
        await Databases.MakeAsync(_folder.Database, 3);
        File.Delete(_folder.Database);
        if (isEmpty) await File.Create(_folder.Database).DisposeAsync();
        Assert.Contains("up to position 4", (await RefusedAsync(_folder.Database)).Message, StringComparison.Ordinal);
        Assert.Equal(isEmpty, File.Exists(_folder.Database));

        File.Delete(HeadFile.PathOf(_folder.Database));
        await File.WriteAllTextAsync(_folder["output.db"], "an index of output", Stop);
        Assert.Contains("output.db", (await RefusedAsync(_folder.Database)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_named_with_the_command_that_takes_the_database_out_of_it()
    {
        var backup = _folder["backups/agw.tar.gz"];
        Directory.CreateDirectory(_folder["backups"]);
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await Databases.TalkAsync(store, "thr_1", 2);
            var writer = new BackupWriter(_folder.Path, store, TimeProvider.System);
            Assert.Null((await writer.WriteAsync(new(backup), Stop)).Rejection);
        }

        foreach (var file in Directory.GetFiles(_folder.Path, "agentgateway.db*").Where(file => !file.EndsWith("-copies")))
            File.Delete(file);
        var refused = await RefusedAsync(_folder.Database);
        Assert.Contains($"tar -xzf {backup} agentgateway.db", refused.Hint, StringComparison.Ordinal);
        using (var tar = Process.Start(
            new ProcessStartInfo("tar", ["-xzf", backup, "agentgateway.db"]) { WorkingDirectory = _folder.Path })!)
            await tar.WaitForExitAsync(Stop);
        await using (var restored = await Databases.OpenAsync(_folder.Database))
            Assert.Equal(3, restored.Journal.LastPosition);

        File.Delete(_folder.Database);
        await File.WriteAllBytesAsync(backup, (await File.ReadAllBytesAsync(backup, Stop))[..^100], Stop);
        Assert.DoesNotContain(backup, (await RefusedAsync(_folder.Database)).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_good_copy_is_named()
    {
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await Databases.TalkAsync(store, "thr_1", 2);
            await CopyAsync(store, "first.db");
            await Databases.TalkAsync(store, "thr_2", 2);
            await CopyAsync(store, "second.db");
            await CopyAsync(store, "third.db");
        }

        File.Delete(_folder.Database);
        File.Delete(_folder["third.db"]);
        Assert.Contains(
            $"{_folder["second.db"]} (up to position 6", (await RefusedAsync(_folder.Database)).Hint,
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder["second.db"], "damaged", Stop);
        Assert.Contains(
            $"{_folder["first.db"]} (up to position 3", (await RefusedAsync(_folder.Database)).Hint,
            StringComparison.Ordinal);

        File.Move(_folder["first.db"], _folder.Database);
        await using var restored = await Databases.OpenAsync(_folder.Database);
        Assert.Equal(3, restored.Journal.LastPosition);
        Assert.Equal(restored.Journal.Id, HeadFile.Read(_folder.Database)!.Value.Id);
    }

    [Fact]
    public async Task A_journal_that_is_opened_in_another_place_gets_another_id_until_the_move_is_settled()
    {
        var first = await OpenInAsync("machine 1", wasMoved: false);
        Assert.Equal(first, await OpenInAsync("machine 1", wasMoved: false));
        Assert.Equal(first, await OpenInAsync(null, wasMoved: false));
        var second = await OpenInAsync("machine 2", wasMoved: true);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await OpenInAsync("machine 2", wasMoved: true, settles: true));
        Assert.Equal(second, await OpenInAsync("machine 2", wasMoved: false));
    }

    [Fact]
    public async Task Another_journal_in_the_place_of_this_one_is_refused()
    {
        await Databases.MakeAsync(_folder.Database, 3);
        await Databases.MakeAsync(_folder["other.db"], 9);
        File.Move(_folder["other.db"], _folder.Database, overwrite: true);
        Assert.Contains(
            "file of its head is about", (await RefusedAsync(_folder.Database)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_without_a_head_starts_and_gets_one()
    {
        await Databases.MakeAsync(_folder.Database, 3);
        File.Delete(HeadFile.PathOf(_folder.Database));
        await (await Databases.OpenAsync(_folder.Database)).DisposeAsync();
        Assert.Equal(4, HeadFile.Read(_folder.Database)!.Value.Position);
    }

    /// <summary>As after a power failure, or a kill between the commit and the writing of the head.</summary>
    [Fact]
    public async Task A_head_that_is_behind_the_database_is_no_damage()
    {
        byte[] old;
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await Databases.TalkAsync(store, "thr_1", 2);
            old = await File.ReadAllBytesAsync(HeadFile.PathOf(_folder.Database), Stop);
            await Databases.TalkAsync(store, "thr_2", 2);
        }

        await File.WriteAllBytesAsync(HeadFile.PathOf(_folder.Database), old, Stop);
        Assert.Equal(3, HeadFile.Read(_folder.Database)!.Value.Position);
        await using var again = await Databases.OpenAsync(_folder.Database);
        Assert.Equal(6, again.Journal.LastPosition);
    }

    [Fact]
    public async Task A_head_of_which_one_record_was_cut_short_is_the_other_and_without_both_there_is_none()
    {
        await Databases.MakeAsync(_folder.Database, 3);
        var path = HeadFile.PathOf(_folder.Database);
        var whole = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Stop));
        await File.WriteAllTextAsync(
            path, whole.Replace(" 4 ", " 9 ", StringComparison.Ordinal), Encoding.Latin1, Stop);
        Assert.Equal(3, HeadFile.Read(_folder.Database)!.Value.Position);
        await File.WriteAllTextAsync(path, whole.Replace("agw-head", "agw-hexd", StringComparison.Ordinal), Stop);
        Assert.Null(HeadFile.Read(_folder.Database));
        await (await Databases.OpenAsync(_folder.Database)).DisposeAsync();
        Assert.Equal(4, HeadFile.Read(_folder.Database)!.Value.Position);
    }

    [Fact]
    public async Task A_journal_that_got_another_id_starts_whenever_it_was_killed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Killed)!);
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await Databases.TalkAsync(store, "thr_1", 2);
            await store.RenewIdAsync(Stop);
            Databases.CopyAsKilled(_folder.Database, Killed);
            Assert.Equal(store.Journal.Id, HeadFile.Read(Killed)!.Value.Id);
        }

        await (await Databases.OpenAsync(Killed)).DisposeAsync();
        using (var head = HeadFile.Open(Killed))
            head.Forget();
        await using var again = await Databases.OpenAsync(Killed);
        Assert.Equal(3, again.Journal.LastPosition);
    }

    /// <summary>The files as they are when the process is killed, in a folder of their own.</summary>
    private async Task KillAsync(int messages)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Killed)!);
        await using var store = await Databases.OpenAsync(_folder.Database);
        await Databases.TalkAsync(store, "thr_1", messages);
        Databases.CopyAsKilled(_folder.Database, Killed);
    }

    private async Task CopyAsync(SqliteStore store, string name)
    {
        var copy = (await store.CopyAsync(_folder[name], Stop)).Value;
        store.NoteCopy(_folder[name], copy.Position);
    }

    /// <returns>The journal's id.</returns>
    private async Task<string> OpenInAsync(string? place, bool wasMoved, bool settles = false)
    {
        await using var store = await SqliteStore.OpenAsync(
            _folder.Database, StoreContents.Gateway, place, TimeProvider.System, null, Stop);
        Assert.Equal(wasMoved, store.WasMoved);
        if (settles) await store.SettleMoveAsync(Stop);
        return store.Journal.Id;
    }

    private static async Task<Rejection> RefusedAsync(string path)
    {
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(() => Databases.OpenAsync(path));
        Assert.Equal("database_damaged", refusal.Reason.Code);
        return refusal.Reason;
    }
}
