using System.Globalization;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Sandbox;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.Sandbox;

/// <summary>What the sandbox promises, tried where bubblewrap works.</summary>
public sealed class BwrapTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly PtyBackend _backend = new(TimeProvider.System);
    private string _program = "";

    public ValueTask InitializeAsync()
    {
        var program = BwrapProbe.FindProgram(Environment.GetEnvironmentVariable("PATH"));
        var refusal = program is null
            ? BwrapProbe.Missing
            : BwrapProbe.Run(program);
        if (refusal is not null) Assert.Skip(refusal.Message);
        _program = program!;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Even_a_child_with_a_session_of_its_own_ends_with_the_sandbox()
    {
        var file = _folder["alive"];
        await using var terminal = await StartAsync(
            $"setsid sh -c 'while :; do echo $$ > {file}; sleep 0.02; done' & echo ready; read line", []);
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        await Eventually.TrueAsync(() => File.Exists(file));
        var inside = ChildrenOf(terminal.Child.ProcessId);
        Assert.NotEmpty(inside);
        await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None).WaitAsync(Limits.Signal);
        foreach (var id in inside) await Processes.EndedAsync(id);
        Assert.All(inside, id => Assert.False(Processes.IsRunning(id)));
    }

    [Fact]
    public async Task One_session_cannot_see_another_nor_what_is_hidden()
    {
        var hidden = Directory.CreateDirectory(_folder["data"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(hidden, "journal"), "journal", TestContext.Current.CancellationToken);
        var socket = _folder["socket"];
        await File.WriteAllTextAsync(socket, "letters", TestContext.Current.CancellationToken);
        var other = Requests.Shell("printf ready; read line");
        other = other with
        {
            Environment = new Dictionary<string, string>(Requests.Environment) { ["SECRET"] = "canary-51c0" },
        };
        await using var neighbour = Assert.IsType<TerminalOutcome.Ready>(
            await _backend.CreateAsync(other, CancellationToken.None)).Terminal;
        await new Listener(neighbour).WaitForAsync("ready");
        await using var terminal = await StartAsync(
            $"cat /proc/[0-9]*/environ | tr '\\0' '\\n' | grep -c canary; ls -A {hidden} | wc -l; cat {socket}; "
                + $"umount {hidden} 2>&1 | head -c 6; echo end", [hidden], socket);
        var text = await new Listener(terminal).AllAsync();
        Assert.StartsWith("0\r\n0\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("letters", text, StringComparison.Ordinal);
        Assert.Contains("end", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_keeps_exit_code_directory_and_job_control()
    {
        await using var terminal = await StartAsync(
            "exec bash --norc -ic 'pwd; stty size; sleep 1000 & kill %1; fg 2> /dev/null; exit 9'", []);
        var text = await new Listener(terminal).AllAsync();
        Assert.StartsWith("/\r\n24 80\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("job control", text, StringComparison.Ordinal);
        Assert.Equal(9, (await terminal.Exited.WaitAsync(Limits.Signal)).Code);
    }

    private async Task<ITerminal> StartAsync(string script, string[] hiddenDirectories, params string[] hiddenFiles)
    {
        var plan = new SandboxPlan(
            _program,
            [
                new SandboxMount.ReadOnly("/", "/"),
                new SandboxMount.Devices(),
                new SandboxMount.Processes(),
                new SandboxMount.Writable(_folder.Path, _folder.Path),
                .. hiddenDirectories.Select(path => new SandboxMount.Empty(path)),
                .. hiddenFiles.Select(path => new SandboxMount.Masked(path)),
            ]);
        var request = BwrapCommand.Wrap(Requests.Shell(script), plan);
        return Assert.IsType<TerminalOutcome.Ready>(
            await _backend.CreateAsync(request, CancellationToken.None)).Terminal;
    }

    private static List<int> ChildrenOf(int root)
    {
        var rows = Directory.GetDirectories("/proc")
            .Select(path =>
                int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? ProcessRow.Read(id)
                : null)
            .OfType<ProcessRow>().ToList();
        var found = new List<int> { root };
        for (var at = 0; at < found.Count; at++)
            found.AddRange(rows.Where(row => row.ParentId == found[at]).Select(row => row.Id));
        return found;
    }
}
