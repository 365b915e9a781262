using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Posix;
using AgentGateway.Runtime.Backups;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Tests.Sessions;
using AgentGateway.Runtime.Views;
using AgentGateway.Storage;

namespace AgentGateway.Runtime.Tests.Backups;

public sealed class BackupTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Gateway? _gateway;

    private static CancellationToken Stop => Gateway.Stop;

    private string Archive => _folder["agw.tar.gz"];

    private string Restored => _folder["restored"];

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_backup_brings_back_all_but_secrets_and_says_what_it_has()
    {
        var gateway = await StartAsync();
        var backup = await WriteAsync(new(Archive));

        Assert.Equal(["journal", "artifacts", "settings"], backup.Sections.Select(section => section.Section));
        Assert.Equal((Archive, new FileInfo(Archive).Length, gateway.Store.Journal.Id, false),
            (backup.File, backup.Bytes, backup.Journal, backup.Secrets));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
        Assert.Equal([Archive], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equivalent(backup, BackupReader.Read(Archive, null, Stop).Value, strict: true);

        var restored = (await RestoreAsync()).Value;
        Assert.Equal((Restored, true), (restored.Data, restored.Events > 0));
        Assert.Equal(
            ["agentgateway.db", "agents/perun.md", "appsettings.json", "artifacts", "notes.txt"],
            Files().Select(name => name.StartsWith("artifacts/", StringComparison.Ordinal) ? "artifacts" : name));
        Assert.Equal(
            """{ "Providers": { "a": { "api_key": "" } } }""",
            await File.ReadAllTextAsync(Path.Combine(Restored, "appsettings.json"), Stop));
        Assert.All(
            Directory.GetFiles(Restored, "*", SearchOption.AllDirectories),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));

        await using var again = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite }, Restored);
        Assert.Equal("kept", Assert.Single(again.Runtime.Artifacts.List(new()).Value.Artifacts).Name);
        Assert.NotEqual(gateway.Store.Journal.Id, again.Store.Journal.Id);
        Assert.Equal(
            "cursor_unknown",
            Cursor.ReadPosition(Cursor.Of(gateway.Store.Journal, 1).ToString(), again.Store.Journal).Rejection?.Code);
    }

    [Fact]
    public async Task With_secrets_a_backup_has_what_terminals_printed_too()
    {
        var gateway = await StartAsync();
        var session = await gateway.CreateAsync(new("/bin/sh", ["-c", "echo re''member"], "one", Backend: "pty"));
        await gateway.EndAsync(session.Id);
        await IndexedAsync(gateway);
        var backup = await WriteAsync(new(Archive) { Secrets = true });

        Assert.Equal(
            ["journal", "output", "artifacts", "settings", "secrets"],
            backup.Sections.Select(section => section.Section));
        await RestoreAsync();
        Assert.Contains("token", Files());
        Assert.Contains("sk-1", await File.ReadAllTextAsync(Path.Combine(Restored, "appsettings.json"), Stop));
        await using var again = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite }, Restored);
        Assert.Contains("remember", await again.OutputAsync("one"), StringComparison.Ordinal);

        await IndexedAsync(again);

        Task IndexedAsync(Gateway searched) => Eventually.TrueAsync(
            async () => (await searched.SessionOutput.SearchAsync(new("remember"), Stop)).Value.Hits
                .Any(hit => hit.SessionId == session.Id),
            "the search finds the line");
    }

    [Fact]
    public async Task A_backup_takes_the_place_of_another_file_only_by_force()
    {
        await StartAsync();
        await File.WriteAllTextAsync(Archive, "precious", Stop);
        Assert.Equal("file_exists", (await Writer().WriteAsync(new(Archive), Stop)).Rejection?.Code);
        Assert.Equal("precious", await File.ReadAllTextAsync(Archive, Stop));
        Assert.Null((await Writer().WriteAsync(new(Archive) { Force = true }, Stop)).Rejection);
        Assert.Equal(
            "backup_in_data",
            (await Writer().WriteAsync(
                new(Path.Combine(_gateway!.Data, "agentgateway.db")) { Force = true }, Stop)).Rejection?.Code);
        Assert.Equal(
            "file_exists", (await Writer().WriteAsync(new(_folder.Path) { Force = true }, Stop)).Rejection?.Code);
        Assert.Equal(
            "file_unwritable", (await Writer().WriteAsync(new(_folder["no/such/file"]), Stop)).Rejection?.Code);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_cleared_and_what_a_living_one_makes_is_not()
    {
        await StartAsync();
        using (DraftDirectory.Make(Archive + ".unfinished"))
            Assert.Equal("file_unwritable", (await Writer().WriteAsync(new(Archive), Stop)).Rejection?.Code);
        Directory.CreateDirectory(Archive + ".unfinished");
        await File.WriteAllTextAsync(Archive + ".unfinished/.agw-draft", "", Stop);
        await File.WriteAllTextAsync(Archive + ".unfinished/archive", "half", Stop);
        await WriteAsync(new(Archive));

        Directory.CreateDirectory(Restored + ".restoring");
        Assert.Null((await RestoreAsync()).Rejection);
        Assert.Equal((false, false), (
            Directory.Exists(Restored + ".restoring"), File.Exists(Path.Combine(Restored, ".agw-draft"))));
        Directory.Delete(Restored, recursive: true);

        Directory.CreateDirectory(Restored + ".restoring");
        await File.WriteAllTextAsync(Restored + ".restoring/of a person", "kept", Stop);
        Assert.Equal("file_unwritable", (await RestoreAsync()).Rejection?.Code);
        Assert.True(File.Exists(Restored + ".restoring/of a person"));
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task Only_an_empty_or_new_directory_is_restored_into()
    {
        await StartAsync();
        await WriteAsync(new(Archive));
        Directory.CreateDirectory(Restored);
        await File.WriteAllTextAsync(Path.Combine(Restored, "there"), "already", Stop);
        var refused = (await RestoreAsync()).Rejection!;
        Assert.Equal("directory_not_empty", refused.Code);
        Assert.Contains("mv ", refused.Hint, StringComparison.Ordinal);
        File.Delete(Path.Combine(Restored, "there"));
        Assert.Null((await RestoreAsync()).Rejection);
    }

    [Fact]
    public async Task A_file_that_is_cut_or_changed_anywhere_is_refused_and_nothing_is_left_of_it()
    {
        await StartAsync();
        await WriteAsync(new(Archive));
        var whole = await File.ReadAllBytesAsync(Archive, Stop);
        var random = new Random(11);
        for (var round = 0; round < 40; round++)
        {
            var bytes = whole.ToArray();
            if (round % 2 == 0) bytes = bytes[..random.Next(20, bytes.Length - 20)];
            else bytes[random.Next(10, bytes.Length - 8)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(Archive, bytes, Stop);
            if ((await RestoreAsync()).Rejection is { } refused)
                Assert.Contains(refused.Code, (string[])["backup_damaged", "backup_foreign", "backup_newer"]);
            // Some bits of an archive say nothing, such as those behind its last entry. Each file was compared.
            else Directory.Delete(Restored, recursive: true);
            Assert.Equal([Archive], Directory.GetFileSystemEntries(_folder.Path));
        }
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/tmp/agw-outside")]
    [InlineData("agents/../../outside")]
    [InlineData("daemon.lock")]
    [InlineData("agents/link", TarEntryType.SymbolicLink)]
    [InlineData("agents/link", TarEntryType.HardLink)]
    [InlineData("agents/pipe", TarEntryType.Fifo)]
    public async Task An_archive_with_an_entry_that_no_backup_has_is_refused(
        string name, TarEntryType type = TarEntryType.RegularFile)
    {
        await StartAsync();
        await WriteAsync(new(Archive));
        Repack(entries =>
        {
            var hostile = new PaxTarEntry(type, name);
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink) hostile.LinkName = "/etc/passwd";
            if (type == TarEntryType.RegularFile) hostile.DataStream = new MemoryStream("x"u8.ToArray());
            entries.Insert(1, hostile);
        });
        Assert.Equal("backup_damaged", (await RestoreAsync()).Rejection?.Code);
        Assert.Equal([Archive], Directory.GetFileSystemEntries(_folder.Path));
        Assert.False(File.Exists("/tmp/agw-outside"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"filfs":[]}""")]
    [InlineData("""{"files":[null]}""")]
    [InlineData("""{"files":[{"bytes":1,"sha256":""}]}""")]
    public async Task A_damaged_list_of_contents_is_refused(string contents)
    {
        await StartAsync();
        await WriteAsync(new(Archive));
        Repack(entries => entries[^1].DataStream = new MemoryStream(Encoding.UTF8.GetBytes(contents)));
        Assert.Equal("backup_damaged", (await RestoreAsync()).Rejection?.Code);
        await Writer().WriteAsync(new(Archive) { Force = true }, Stop);
        Repack(entries => entries[0].DataStream = new MemoryStream(Encoding.UTF8.GetBytes(contents)));
        Assert.Equal("backup_foreign", (await RestoreAsync()).Rejection?.Code);
    }

    [Fact]
    public async Task Files_that_were_added_or_taken_out_of_an_archive_are_noticed()
    {
        await StartAsync();
        await WriteAsync(new(Archive));
        Repack(entries => entries.Insert(
            1, new PaxTarEntry(TarEntryType.RegularFile, "policy.yaml") { DataStream = new MemoryStream([1]) }));
        Assert.Equal("backup_damaged", (await RestoreAsync()).Rejection?.Code);
        await Writer().WriteAsync(new(Archive) { Force = true }, Stop);
        Repack(entries => entries.RemoveAll(entry => entry.Name == "agents/perun.md"));
        Assert.Equal("backup_damaged", (await RestoreAsync()).Rejection?.Code);
    }

    [Fact]
    public async Task A_database_that_was_a_backup_before_is_accepted_and_other_files_are_not()
    {
        var gateway = await StartAsync();
        await gateway.Store.Store.CopyAsync(_folder["old.db"], Stop);
        var restored = (await RestoreAsync(_folder["old.db"])).Value;
        Assert.Equal("journal", Assert.Single(restored.Sections).Section);
        await using (var again = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite }, Restored))
            Assert.NotEqual(gateway.Store.Journal.Id, again.Store.Journal.Id);

        Directory.Delete(Restored, recursive: true);
        await File.WriteAllTextAsync(_folder["text"], new string('x', 5_000), Stop);
        await File.WriteAllTextAsync(_folder["empty"], "", Stop);
        using (var packed = new GZipStream(File.Create(_folder["foreign.tar.gz"]), CompressionLevel.Fastest))
        using (var archive = new TarWriter(packed))
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "readme"));
        foreach (var foreign in (string[])["text", "empty", "foreign.tar.gz"])
            Assert.Equal("backup_foreign", (await RestoreAsync(_folder[foreign])).Rejection?.Code);
        Assert.Equal("backup_missing", (await RestoreAsync(_folder["none"])).Rejection?.Code);
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task Links_sockets_and_what_the_daemon_makes_again_are_left_out()
    {
        var gateway = await StartAsync();
        File.CreateSymbolicLink(Path.Combine(gateway.Data, "link"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(gateway.Data, "folder"), "/etc");
        Descriptor.MakeNamedPipe(
            Path.Combine(gateway.Data, "pipe"), UnixFileMode.UserRead | UnixFileMode.UserWrite, 4096).Dispose();
        Directory.CreateDirectory(Path.Combine(gateway.Data, "logs"));
        await File.WriteAllTextAsync(Path.Combine(gateway.Data, "logs", "agw.log"), "x", Stop);
        await WriteAsync(new(Archive));
        await RestoreAsync();
        Assert.DoesNotContain(Files(), name => name.Split('/')[0] is "link" or "pipe" or "folder" or "logs");
    }

    private async Task<Gateway> StartAsync()
    {
        _gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        await _gateway.AskAsync("Keep this");
        var origin = new ArtifactOrigin("svarog", null, null, null, null, "run_command");
        await _gateway.Runtime.Artifacts.KeepAsync(
            new(ArtifactKind.Output, "kept", "call_1", origin), "the output", Stop);
        foreach (var (name, text) in ((string, string)[])
        [
            ("appsettings.json", """{ "Providers": { "a": { "api_key": "sk-1" } } }"""),
            ("agents/perun.md", "You are Perun."),
            ("notes.txt", "of a person"),
            ("secrets/GITHUB", "ghp-1"),
            ("token", "token"),
        ])
        {
            var path = Path.Combine(_gateway.Data, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, Stop);
        }

        return _gateway;
    }

    private BackupWriter Writer() => new(_gateway!.Data, _gateway.Store.Store, TimeProvider.System);

    private async Task<BackupView> WriteAsync(BackupRequest request)
    {
        var written = await Writer().WriteAsync(request, Stop);
        Assert.Null(written.Rejection);
        return written.Value;
    }

    private Task<Domain.Outcome<RestoreView>> RestoreAsync(string? file = null) =>
        new BackupRestorer(path => SqliteStore.Inspect(path, StoreContents.Gateway))
            .RestoreAsync(file ?? Archive, Restored, Stop);

    private IReadOnlyList<string> Files() =>
    [
        .. Directory.GetFiles(Restored, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Restored, file))
            .Order(StringComparer.Ordinal),
    ];

    private void Repack(Action<List<TarEntry>> change)
    {
        var entries = new List<TarEntry>();
        using (var archive = new TarReader(new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress)))
            while (archive.GetNextEntry(copyData: true) is { } entry)
                entries.Add(entry);
        change(entries);
        using var packed = new GZipStream(File.Create(Archive), CompressionLevel.Fastest);
        using var changed = new TarWriter(packed);
        foreach (var entry in entries) changed.WriteEntry(entry);
    }
}
