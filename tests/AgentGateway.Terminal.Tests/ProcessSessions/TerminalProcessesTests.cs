using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.ProcessSessions;

/// <summary>What /proc tells of the processes in terminals.</summary>
public sealed class TerminalProcessesTests : IAsyncLifetime
{
    private const string MarkName = "AGW_TEST_MARK";

    private readonly PtyBackend _backend = new(TimeProvider.System);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task What_is_in_front_of_a_terminal_is_known_by_name_and_directory()
    {
        await using var terminal = await StartAsync(
            Requests.Program("/bin/bash", "--norc", "--noprofile", "-i") with { Directory = "/usr" });
        var listener = new Listener(terminal);
        var leader = terminal.Child.ProcessId;
        await terminal.WriteAsync("cd /tmp; echo o''ne; cat\r"u8.ToArray(), null, CancellationToken.None);
        await listener.WaitForAsync("one\r\n");
        await Eventually.TrueAsync(
            () => TerminalProcesses.NameOf(TerminalProcesses.Foreground(leader)!.Value) == "cat");
        Assert.Equal("/tmp", TerminalProcesses.DirectoryOf(TerminalProcesses.Foreground(leader)!.Value));
        Assert.Equal(leader, TerminalProcesses.Program(leader, isWrapped: false));
        Assert.False(TerminalProcesses.IsShellWaiting(leader, leader));
        await terminal.WriteAsync("\x04"u8.ToArray(), null, CancellationToken.None);
        await Eventually.TrueAsync(() => TerminalProcesses.IsShellWaiting(leader, leader));
        Assert.Null(TerminalProcesses.NameOf(int.MaxValue));
        Assert.Null(TerminalProcesses.DirectoryOf(int.MaxValue));
        Assert.Null(TerminalProcesses.Foreground(int.MaxValue));
    }

    [Fact]
    public async Task Inside_are_descendants_members_of_the_terminal_and_marked_processes()
    {
        var mark = Requests.NewName();
        await using var terminal = await StartAsync(
            Marked(Requests.Shell("(sleep 1000 & echo $!; setsid sleep 1000 & echo $!); echo ready; read line"), mark));
        var text = await new Listener(terminal).WaitForAsync("ready");
        int[] ids = [.. text.Split("\r\n").Where(line => int.TryParse(line, out _)).Select(int.Parse)];
        Assert.Equal(2, ids.Length);
        await Eventually.TrueAsync(() => ids.All(id => ProcessRow.Read(id)?.ParentId != terminal.Child.ProcessId));
        Assert.All(ids, id => Assert.True(IsInside(id, terminal.Child, mark)));
        Assert.True(IsInside(ids[0], terminal.Child, "another mark"));
        // It begins a session of its own a little after the shell has told its id.
        await Eventually.TrueAsync(() => !IsInside(ids[1], terminal.Child, "another mark"));
        Assert.True(IsInside(terminal.Child.ProcessId, terminal.Child, "another mark"));
        Assert.False(IsInside(terminal.Child.ProcessId, terminal.Child with { StartTicks = 1 }, "another mark"));
        Assert.False(IsInside(Environment.ProcessId, terminal.Child, mark));
        Assert.True(IsInside(0, terminal.Child, mark));
        using var reaper = new OrphanReaper(TimeProvider.System);
        Assert.Empty(await reaper.ReapMarkedAsync($"{MarkName}={mark}", StopLimits.AtOnce, CancellationToken.None));
        Assert.All(ids, id => Assert.False(Processes.IsRunning(id)));
    }

    private static bool IsInside(
        int id, ChildIdentity leader, string mark) =>
            ProcessMembership.IsInside(id, [leader], MarkName, value => value == mark);

    private static TerminalRequest Marked(TerminalRequest request, string mark) =>
        request with
        {
            Environment = new Dictionary<string, string>(request.Environment) { [MarkName] = mark },
            MarkVariable = MarkName,
        };

    private async Task<ITerminal> StartAsync(TerminalRequest request) =>
        Assert.IsType<TerminalOutcome.Ready>(await _backend.CreateAsync(request, CancellationToken.None)).Terminal;
}
