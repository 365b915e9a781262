using System.Diagnostics;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Tests.Workspaces;

public sealed class WorkspaceFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("agw-files-").FullName;
    private readonly string _workspace;
    private readonly WorkspaceFiles _files;

    public WorkspaceFilesTests()
    {
        _workspace = Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;
        Directory.CreateDirectory(Path.Combine(_workspace, "data"));
        File.WriteAllText(Path.Combine(_workspace, "a.txt"), "alpha");
        File.WriteAllText(Path.Combine(_root, "secret"), "secret");
        File.WriteAllText(Path.Combine(_workspace, "data", "token"), "secret");
        _files = new(new("/home/nobody", [Path.Combine(_workspace, "data")], ["/tmp"]));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_inside_is_read_in_parts()
    {
        Assert.Equal(new FileText("a.txt", "al", true), Read("a.txt", 0, 2));
        Assert.Equal(new FileText("a.txt", "pha", false), Read("./a.txt", 2, 100));
        Assert.Equal("", Read("a.txt", 99, 100).Text);

        FileText Read(string path, long offset, int max) =>
            _files.Read(_workspace, path, offset, max, null, Gateway.Stop).Value;
    }

    [Theory]
    [InlineData("../secret", "outside_workspace")]
    [InlineData("/etc/passwd", "outside_workspace")]
    [InlineData("a.txt\0", "outside_workspace")]
    [InlineData("link", "file_not_found")]
    [InlineData("linked/secret", "file_not_found")]
    [InlineData("data/token", "file_not_found")]
    [InlineData("absent", "file_not_found")]
    public void What_is_outside_is_not_read(string path, string code)
    {
        File.CreateSymbolicLink(Path.Combine(_workspace, "link"), Path.Combine(_root, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(_workspace, "linked"), _root);
        Assert.Equal(code, _files.Read(_workspace, path, 0, 100, null, Gateway.Stop).Rejection!.Code);
    }

    [Fact]
    public void A_link_that_stays_inside_is_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_workspace, "link"), "a.txt");
        Assert.Equal("alpha", _files.Read(_workspace, "link", 0, 100, null, Gateway.Stop).Value.Text);
    }

    /// <summary>A harmless file was judged; it is swapped for a link while it is opened, again and again.</summary>
    [Fact]
    public async Task A_swap_between_judging_and_opening_reads_nothing_else()
    {
        var (path, spare) = (Path.Combine(_workspace, "x"), Path.Combine(_workspace, "spare"));
        await File.WriteAllTextAsync(path, "harmless", Gateway.Stop);
        await File.WriteAllTextAsync(Path.Combine(_workspace, ".env"), "secret", Gateway.Stop);
        using var over = new CancellationTokenSource();
        var swapping = Task.Run(
            () =>
            {
                for (var round = 0; !over.IsCancellationRequested; round++)
                {
                    if (round % 2 == 0)
                        File.CreateSymbolicLink(spare, round % 4 == 0 ? Path.Combine(_root, "secret") : ".env");
                    else File.WriteAllText(spare, "harmless");
                    File.Move(spare, path, overwrite: true);
                }
            },
            Gateway.Stop);
        var (read, refused) = (0, 0);
        while (read < 200 || refused < 200)
        {
            var outcome = _files.Read(_workspace, "x", 0, 100, [path], Gateway.Stop);
            if (outcome.IsRejected(out _, out var file)) refused++;
            else Assert.Equal((read++, "harmless"), (read - 1, file.Text));
        }

        await over.CancelAsync();
        await swapping;
    }

    [Fact]
    public async Task A_named_pipe_does_not_hold_the_reader()
    {
        using var made = Process.Start("mkfifo", Path.Combine(_workspace, "pipe"));
        await made.WaitForExitAsync(Gateway.Stop);
        var read = Task.Run(
            () => _files.Read(_workspace, "pipe", 0, 100, null, Gateway.Stop).Rejection!.Code, Gateway.Stop);
        Assert.Equal("not_a_file", await read.WaitAsync(Limits.Signal, Gateway.Stop));
    }

    [Fact]
    public void A_directory_is_listed_and_a_thread_without_a_workspace_has_none()
    {
        Assert.Equal(["a.txt", "data/"], _files.List(_workspace, ".").Value);
        Assert.Equal("no_workspace", _files.Read(null, "a.txt", 0, 1, null, Gateway.Stop).Rejection!.Code);
        Assert.Equal("outside_workspace", _files.List(_workspace, "..").Rejection!.Code);
        Assert.Equal("invalid_workspace", _files.Check("relative").Rejection!.Code);
        Assert.Equal("invalid_workspace", _files.Check(Path.Combine(_workspace, "data")).Rejection!.Code);
    }

    [Fact]
    public async Task A_message_carries_the_files_that_it_refers_to()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new(Workspace: _workspace), Gateway.Stop)).Value.Thread.Id;
        gateway.Driver.Answer(
            "svarog",
            turn => string.Join(";", (turn.Triggers[0].Attachments ?? []).Select(a => $"{a.Name}={a.Content}")));
        Assert.Equal(
            "a.txt=alpha", (await gateway.AskAsync("look at @a.txt, @../secret and @nothing.", thread)).Reply!.Text);
        Assert.Equal("a.txt=alpha", (await gateway.AskAsync("@main look at @a.txt", thread)).Reply!.Text);
    }
}
