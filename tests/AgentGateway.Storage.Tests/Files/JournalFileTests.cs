using System.Runtime.Versioning;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Files;

public sealed class JournalFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_event_is_exported_as_a_line_of_json()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        var script = await Databases.TalkAsync(store, "thr_1", 2);
        await Databases.TalkAsync(store, "thr_2", 0);
        await store.EraseAsync(script.Stream, 2, Stop);

        var lines = await ExportAsync(store, null);
        Assert.Equal([1, 2, 3, 4], lines.Select(line => line.GetProperty("position").GetInt64()));
        Assert.All(lines, line => Assert.Equal(
            ["position", "stream", "version", "at", "actor", "type", "payload_digest", "hash",
                "data"], line.EnumerateObject()
                .Select(property => property.Name)));
        Assert.Equal(
            "hello number 1", lines[2].GetProperty("data").GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("data").ValueKind);
        var stored = (await store.Journal.ReadAllAsync(2, 1, Stop))[0];
        Assert.Equal(
            (stored.Seal.Hash, stored.Seal.PayloadDigest, stored.At, stored.Type, stored.Stream.Value),
            (Text("hash"), Text("payload_digest"), lines[2].GetProperty("at").GetDateTimeOffset(), Text("type"),
                Text("stream")));

        string? Text(string name) => lines[2].GetProperty(name).GetString();
    }

    [Fact]
    public async Task One_stream_alone_is_exported_when_asked_for()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        await Databases.TalkAsync(store, "thr_1", 2);
        await Databases.TalkAsync(store, "thr_2", 1);
        Assert.Equal(
            [1, 2],
            (await ExportAsync(store, StreamId.Of("thread/thr_2"))).Select(
                line => line.GetProperty("version").GetInt64()));
        Assert.Equal(
            "unknown_stream", (await store.ExportAsync(
                StreamId.Of("thread/thr_3"), new(), Stream.Null, Stop)).Rejection!.Code);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_backup_is_one_sound_private_file_of_one_moment()
    {
        var copy = _folder["copy.db"];
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await Databases.TalkAsync(store, "thr_1", 300);
            using var ended = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var thread = 2; !ended.IsCancellationRequested; thread++)
                    await Databases.TalkAsync(store, $"thr_{thread}", 5);
            }, Stop);
            Assert.Equal(
                new FileInfo(copy) is var file && (await store.CopyAsync(copy, Stop)).Value is var copied ? copied.Bytes : 0,
                file.Length);
            await ended.CancelAsync();
            await writing;
        }

        Assert.Equal(
            ["agentgateway.db", "agentgateway.db-head", "copy.db"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (OperatingSystem.IsLinux())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        var report = await SqliteStore.Inspect(copy, StoreContents.Gateway).CheckAsync(Stop);
        Assert.Null(report.First);
        Assert.True(report.Events >= 301);
    }

    [Fact]
    public async Task A_restored_copy_has_everything_but_the_journals_id()
    {
        string id;
        await using (var store = await Databases.OpenAsync(_folder.Database))
        {
            await Databases.TalkAsync(store, "thr_1", 3);
            id = store.Journal.Id;
            await store.CopyAsync(_folder["copy.db"], Stop);
        }

        string restoredId;
        await using (var restored = await Databases.OpenAsync(_folder["copy.db"]))
        {
            restoredId = restored.Journal.Id;
            Assert.NotEqual(id, restoredId);
            Assert.Equal(4, restored.Journal.LastPosition);
            Assert.Single(await restored.Reads<IThreadReads>().SearchAsync("\"number 2\"", null, 10, Stop));
        }

        await using var again = await Databases.OpenAsync(_folder["copy.db"]);
        Assert.Equal(restoredId, again.Journal.Id);
    }

    [Fact]
    public async Task A_backup_never_takes_the_place_of_another_file()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        await File.WriteAllTextAsync(_folder["precious"], "precious", Stop);
        Assert.Equal("file_exists", (await store.CopyAsync(_folder["precious"], Stop)).Rejection!.Code);
        Assert.Equal("file_exists", (await store.CopyAsync(_folder.Database, Stop)).Rejection!.Code);
        Assert.Equal("file_unwritable", (await store.CopyAsync(_folder["no/such/folder"], Stop)).Rejection!.Code);
        Assert.Equal("precious", await File.ReadAllTextAsync(_folder["precious"], Stop));
        Assert.DoesNotContain(
            Directory.GetFiles(Path.GetDirectoryName(_folder.Database)!),
            file => file.EndsWith(".unfinished", StringComparison.Ordinal));
    }

    private static async Task<JsonElement[]> ExportAsync(IStoreInspection store, StreamId? stream)
    {
        using var output = new MemoryStream();
        var count = (await store.ExportAsync(stream, new(), output, Stop)).Value;
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, lines.Length);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
