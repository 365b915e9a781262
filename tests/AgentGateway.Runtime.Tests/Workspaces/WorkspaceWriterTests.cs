using AgentGateway.Domain;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Workspaces;

public sealed class WorkspaceWriterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("agw-writer-").FullName;
    private readonly string _workspace;
    private readonly string _outside;
    private readonly WorkspaceWriter _writer;

    public WorkspaceWriterTests()
    {
        _workspace = Directory.CreateDirectory(Path.Combine(_root, "workspace")).FullName;
        _outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        _writer = new(new(
            "/home/nobody", [Directory.CreateDirectory(Path.Combine(_workspace, "data")).FullName], []));
    }

    [Fact]
    public void A_file_is_made_with_the_directories_on_its_way()
    {
        var written = Write("a/b/c.txt", "text").Value;
        Assert.Equal(("a/b/c.txt", true), (written.Path, written.IsNew));
        Assert.Equal("text", File.ReadAllText(Path.Combine(_workspace, "a/b/c.txt")));
        Assert.Equal(
            ["c.txt"], Directory.EnumerateFileSystemEntries(Path.Combine(_workspace, "a/b")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_is_replaced_keeps_its_mode_and_its_byte_order_mark()
    {
        var path = Path.Combine(_workspace, "run.sh");
        File.WriteAllText(path, "\uFEFFold");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var before = _writer.Read(_workspace, "run.sh").Value!;
        Assert.Equal(new WorkspaceText("old", HasMark: true), before);
        Assert.False(_writer.Write(_workspace, "run.sh", before with { Text = "new" }, before, null, Stop).Value.IsNew);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'n', (byte)'e', (byte)'w'], File.ReadAllBytes(path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_not_overwritten()
    {
        Write("a.txt", "one");
        var before = _writer.Read(_workspace, "a.txt").Value!;
        Write("a.txt", "two");
        Assert.Equal(
            "file_changed", _writer.Write(_workspace, "a.txt", new("three"), before, null, Stop).Rejection?.Code);
        Assert.Equal("two", File.ReadAllText(Path.Combine(_workspace, "a.txt")));
    }

    [Theory]
    [InlineData("../outside/x", "outside_workspace")]
    [InlineData("/etc/x", "outside_workspace")]
    [InlineData("a/../../outside/x", "outside_workspace")]
    [InlineData("link/x", "outside_workspace")]
    [InlineData("link/deep/x", "outside_workspace")]
    [InlineData("file-link", "outside_workspace")]
    [InlineData("dangling", "outside_workspace")]
    [InlineData("data/policy.yaml", "outside_workspace")]
    [InlineData("into-data/policy.yaml", "outside_workspace")]
    [InlineData("", "not_a_file")]
    [InlineData(".", "not_a_file")]
    [InlineData("a/", "not_a_file")]
    [InlineData("data/..", "not_a_file")]
    [InlineData("x\0y", "not_a_file")]
    [InlineData("directory", "not_a_file")]
    public void Nothing_is_written_elsewhere(string path, string code)
    {
        Directory.CreateDirectory(Path.Combine(_workspace, "directory"));
        Directory.CreateSymbolicLink(Path.Combine(_workspace, "link"), _outside);
        Directory.CreateSymbolicLink(Path.Combine(_workspace, "into-data"), Path.Combine(_workspace, "data"));
        File.WriteAllText(Path.Combine(_outside, "target"), "kept");
        File.CreateSymbolicLink(Path.Combine(_workspace, "file-link"), Path.Combine(_outside, "target"));
        File.CreateSymbolicLink(Path.Combine(_workspace, "dangling"), Path.Combine(_outside, "new"));
        Assert.Equal(code, Write(path, "x").Rejection?.Code);
        Assert.Equal(["target"], Directory.EnumerateFileSystemEntries(_outside).Select(Path.GetFileName));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_outside, "target")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_workspace, "data")));
    }

    [Fact]
    public void A_link_inside_of_the_workspace_stays_a_link()
    {
        Write("real.txt", "one");
        File.CreateSymbolicLink(Path.Combine(_workspace, "alias.txt"), "real.txt");
        Assert.Equal("real.txt", Write("alias.txt", "two").Value.Path);
        Assert.Equal("two", File.ReadAllText(Path.Combine(_workspace, "real.txt")));
        Assert.Equal("real.txt", new FileInfo(Path.Combine(_workspace, "alias.txt")).LinkTarget);
    }

    [Fact]
    public void Only_what_was_judged_is_written_also_within_the_workspace()
    {
        File.WriteAllText(Path.Combine(_workspace, "judged"), "a");
        File.WriteAllText(Path.Combine(_workspace, "hook"), "a");
        var judged = RealPath.Of(Path.Combine(_workspace, "judged"))!;
        File.Delete(judged);
        File.CreateSymbolicLink(judged, "hook");
        Assert.Equal(
            "outside_workspace",
            _writer.Write(
                _workspace, "judged", new("b"), null, [judged], TestContext.Current.CancellationToken).Rejection?.Code);
        Assert.Equal("a", File.ReadAllText(Path.Combine(_workspace, "hook")));
    }

    [Fact]
    public void What_is_no_text_is_not_read_for_a_change()
    {
        File.WriteAllBytes(Path.Combine(_workspace, "a.bin"), [1, 0, 2]);
        File.WriteAllBytes(Path.Combine(_workspace, "b.bin"), [0xC3, 0x28]);
        Assert.Equal("binary_file", _writer.Read(_workspace, "a.bin").Rejection?.Code);
        Assert.Equal("binary_file", _writer.Read(_workspace, "b.bin").Rejection?.Code);
        Assert.Null(_writer.Read(_workspace, "none").Value);
        Assert.Null(_writer.Read(_workspace, "no/such/none").Value);
        Assert.Equal("no_workspace", _writer.Read(null, "none").Rejection?.Code);
    }

    /// <summary>While a directory is swapped for a link as fast as possible, nothing is ever written outside.</summary>
    [Fact]
    public async Task A_swap_on_the_way_leads_nowhere()
    {
        var way = Path.Combine(_workspace, "way");
        using var ended = new CancellationTokenSource();

        // The writer may make the directory first, or put a file into it: then this round of the swapping fails, and
        // the next goes on.
        var swapping = Task.Run(
            () =>
            {
                while (!ended.IsCancellationRequested) Swap(way);
            },
            Stop);
        for (var round = 0; round < 2_000; round++) Write("way/x.txt", "x");
        await ended.CancelAsync();
        await swapping;
        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Swap(string way)
    {
        try
        {
            if (new FileInfo(way).LinkTarget is not null) File.Delete(way);
            else if (Directory.Exists(way)) Directory.Delete(way, recursive: true);
            File.CreateSymbolicLink(way, _outside);
        }
        catch (IOException)
        {
            // The writer was there first.
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Outcome<WorkspaceWritten> Write(
        string path, string text) => _writer.Write(_workspace, path, new(text), null, null, Stop);
}
