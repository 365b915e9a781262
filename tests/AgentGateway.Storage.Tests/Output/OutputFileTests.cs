using System.Runtime.Versioning;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Output;
using AgentGateway.Storage.Tests.Support;
using AgentGateway.Terminal.Output;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Storage.Tests.Output;

/// <summary>What concerns the file of the index: its beginning, its bound and its end.</summary>
public sealed class OutputFileTests : IDisposable
{
    private static readonly SessionId Shell = SessionId.Of("ses_shell");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Path => _folder["output.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_without_output_has_no_index_file()
    {
        await using var store = await Databases.OpenAsync(_folder.Database);
        Assert.False(File.Exists(Path));
        Assert.Equal(0, await store.OutputIndex.IndexedToAsync(Shell, Stop));
        Assert.True(File.Exists(Path));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task It_outlives_the_process_and_only_its_owner_can_read_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "File modes are a matter of Unix.");
        await using (var index = Open())
            await PrintAsync(index, 0, "still here");
        await using var again = Open();
        Assert.Equal(10, await again.IndexedToAsync(Shell, Stop));
        Assert.Equal(1, await CountAsync(again, "still"));
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path + suffix));
        Assert.Null(SqliteOutputIndex.SetAsideOf(Path));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99")]
    [InlineData("PRAGMA application_id = 7")]
    [InlineData("DROP TABLE generation")]
    public async Task A_file_of_another_version_or_program_is_set_aside(string sql)
    {
        await using (var index = Open())
            await PrintAsync(index, 0, "of another time");
        Databases.Tamper(Path, sql);
        await NewIndexAsync();
    }

    [Theory]
    [InlineData("this is no database at all")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, for longer than a header is, so that it is looked at: 0123456789 0123456789")]
    public async Task Rubbish_is_set_aside(string content)
    {
        await File.WriteAllTextAsync(Path, content, Stop);
        await NewIndexAsync();
    }

    [Fact]
    public async Task Pages_that_are_damaged_are_met_by_readers_and_by_the_writer_and_a_new_file_is_begun()
    {
        await using (var index = Open())
        {
            for (var part = 0; part < 200; part++)
                await PrintAsync(
                    index, part * 10, $"line number {part} of {string.Join(' ', Enumerable.Range(part, 60))}");
        }

        await using (var file = File.Open(Path, FileMode.Open))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[(int)file.Length - 4096], Stop);
        }

        await NewIndexAsync();
    }

    [Fact]
    public async Task The_oldest_lines_go_when_it_is_full()
    {
        const long BytesMax = 2 * 1024 * 1024;
        await using var index = Open(BytesMax);
        var offset = 0L;
        for (var part = 0; part < 200; part++)
        {
            OutputLine[] lines =
            [
                .. Enumerable.Range(0, 200)
                    .Select(number => Line(
                        offset + number,
                        part,
                        $"part{part} row{number} of a line that is as long as lines are in most terminals")),
            ];
            offset += 200;
            await index.AppendAsync(new(Shell, null), lines, offset, Stop);
        }

        Assert.Equal(0, await CountAsync(index, "part0"));
        Assert.Equal(200, await CountAsync(index, "part199"));
        Assert.InRange(
            Databases.Number(Path, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
            1,
            2 * BytesMax);
    }

    [Fact]
    public async Task A_quiet_session_keeps_its_lines_while_another_floods_and_is_trimmed()
    {
        await using var index = Open(2 * 1024 * 1024);
        var quiet = SessionId.Of("ses_quiet");
        await index.AppendAsync(new(quiet, "mokosh"), [Line(0, 0, "said once")], 10, Stop);
        var offset = 0L;
        for (var part = 0; part < 300; part++)
        {
            OutputLine[] lines =
            [
                .. Enumerable.Range(0, 200)
                    .Select(number => Line(
                        offset + number,
                        part,
                        $"part{part} row{number} of a line that is as long as lines are in most terminals")),
            ];
            offset += 200;
            await index.AppendAsync(new(Shell, null), lines, offset, Stop);
            await index.TrimAsync(Shell, offset - 400, Stop);
        }

        Assert.Equal(400, await CountAsync(index, "most terminals"));
        var query = new OutputQuery("\"said once\"", new HashSet<SessionId> { quiet }, null, null, 10);
        var hit = Assert.Single(await index.SearchAsync(query, Stop));
        Assert.Equal(("mokosh", 0L), (hit.Agent, hit.Line.Offset));
    }

    [Fact]
    public async Task A_closed_index_says_so()
    {
        var index = Open();
        await PrintAsync(index, 0, "last words");
        await index.DisposeAsync();
        var failure = await Assert.ThrowsAsync<Runtime.Journal.JournalUnavailableException>(
            async () => await PrintAsync(index, 10, "too late"));
        Assert.Equal("journal_closed", failure.Reason.Code);
        await Assert.ThrowsAsync<Runtime.Journal.JournalUnavailableException>(
            async () => await CountAsync(index, "last"));
    }

    private static OutputLine Line(long offset, double seconds, string text) =>
        new(offset, ThreadScript.Start.AddSeconds(seconds), OutputStream.Terminal, LineSeverity.Info, text);

    private static ValueTask PrintAsync(SqliteOutputIndex index, long offset, string text) =>
        index.AppendAsync(new(Shell, null), [Line(offset, 0, text)], offset + 10, Stop);

    private static async Task<int> CountAsync(SqliteOutputIndex index, string query) =>
        (await index.SearchAsync(new(query, null, null, null, 1_000), Stop)).Count;

    private SqliteOutputIndex Open(
        long bytesMax = SqliteOutputIndex.DefaultBytesMax) => new(Path, bytesMax, NullLoggerFactory.Instance);

    /// <summary>The index works, knows nothing of before, and the former file is kept.</summary>
    private async Task NewIndexAsync()
    {
        await using var index = Open();
        Assert.Equal(0, await CountAsync(index, "of"));
        await PrintAsync(index, 0, "a new beginning of it");
        Assert.Equal(1, await CountAsync(index, "of"));
        Assert.True(File.Exists(SqliteOutputIndex.SetAsideOf(Path)));
    }
}
