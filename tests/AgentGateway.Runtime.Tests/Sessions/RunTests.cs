using System.Diagnostics;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Single commands, in a terminal of their own and in a session.</summary>
public sealed class RunTests : IAsyncLifetime
{
    private Gateway? _gateway;

    private Gateway Gateway => _gateway!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { RunsKept = 2, StopSeconds = 1 }) });

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    [Fact]
    public async Task A_command_is_answered_with_its_output_and_exit_code()
    {
        var run = await RunAsync("echo hello; printf '\\033[31mred\\033[0m\\tżółw\\n' >&2; (exit 3)");
        Assert.Equal((3, "hello\nred\tżółw\n", false, false), (run.ExitCode, run.Output, run.Truncated, run.TimedOut));
        Assert.Null(run.Reason);
        Assert.Equal(
            0,
            (await RunAsync("test -t 0 && test -t 1 && [[ $COLUMNS$(tput cols 2>/dev/null) == *200 || 1 ]]")).ExitCode);
    }

    [Fact]
    public async Task A_command_runs_where_it_is_told()
    {
        var directory = Directory.CreateDirectory(Path.Combine(Gateway.Home, "a b")).FullName;
        Assert.Equal(directory + "\n", (await RunAsync("pwd", directory)).Output);
        Assert.Equal(
            "directory_not_found",
            (await Gateway.SessionRuns.RunAsync(
                Gateway.Operator, new("pwd", "/no/such/place"), null, Stop)).Rejection!.Code);
    }

    [Fact]
    public async Task Of_long_output_the_beginning_and_the_end_are_answered()
    {
        var run = await RunAsync("seq 1 50000");
        Assert.True(run.Truncated);
        Assert.StartsWith("1\n2\n3\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n49999\n50000\n", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, 64 * 1024, 64 * 1024 + 100);
        var whole = (await Gateway.SessionOutput.ReadAsync(
            new(run.SessionId, run.FromOffset, 1_000_000), Stop)).Value.Text!;
        Assert.Equal(string.Concat(Enumerable.Range(1, 50_000).Select(number => $"{number}\n")), whole);
    }

    [Fact]
    public async Task Long_lines_are_not_wrapped()
    {
        var line = new string('x', 5_000);
        Assert.Equal(line + "\n", (await RunAsync($"echo {line}")).Output);
    }

    [Fact]
    public async Task A_command_whose_time_is_over_is_ended_with_what_it_started()
    {
        var pids = Path.Combine(Gateway.Home, "pids");
        var run = await RunAsync(
            $"echo begun; (trap '' HUP TERM; echo $BASHPID >> {pids}; sleep 600) & echo $$ >> {pids}; wait",
                seconds: 1);
        Assert.Equal((null, "begun\n", true), (run.ExitCode, run.Output, run.TimedOut));
        foreach (var pid in await File.ReadAllLinesAsync(pids, Stop)) Assert.False(Lives(pid));
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_command()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var file = Path.Combine(Gateway.Home, "pid");
        var run = Gateway.SessionRuns.RunAsync(
            Gateway.Operator, new($"echo $$ > {file}.new; mv {file}.new {file}; sleep 600"), null, cancelled.Token);
        await Eventually.TrueAsync(() => File.Exists(file));
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(Lives((await File.ReadAllTextAsync(file, Stop)).Trim()));
    }

    [Fact]
    public async Task Only_the_newest_runs_are_kept()
    {
        var runs = new List<string>();
        for (var count = 0; count < 4; count++) runs.Add((await RunAsync("true")).SessionId);
        Assert.Equal(
            runs.TakeLast(2).Reverse(),
            (await Gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Sessions.Select(session => session.Id));
    }

    [Fact]
    public async Task Without_a_terminal_errors_are_answered_apart_and_searched_as_errors()
    {
        var run = await SeparateAsync(
            "test ! -t 1 && echo no terminal; printf 'half '; echo broken needle >&2; echo whole needle; read x || "
            + "echo no input; (exit 3)");
        Assert.Equal(
            (3, "no terminal\nhalf whole needle\nno input\n", "broken needle\n", false),
            (run.ExitCode, run.Output, run.Errors, run.Truncated));
        Assert.Null((await RunAsync("echo x >&2")).Errors);
        var hits = await Eventually.FoundAsync(
            async () => (await Gateway.SessionOutput.SearchAsync(new("needle"), Stop)).Value.Hits is { Count: 2 } found
                ? found
                : null,
            "both lines");
        Assert.Equal(
            [("errors", "error", "broken needle"), ("terminal", "info", "half whole needle")],
            hits.Select(hit => (hit.Stream, hit.Severity, hit.Text)).Order());
        Assert.Contains("no terminal\n", await Gateway.ScreenAsync(run.SessionId), StringComparison.Ordinal);
        Assert.Equal("pipes", (await Gateway.GetAsync(run.SessionId)).Backend);
    }

    [Fact]
    public async Task Without_a_terminal_everything_comes_also_where_both_streams_are_long()
    {
        var run = await SeparateAsync(
            "for i in $(seq 1 200); do echo out $i; echo err $i >&2; done; seq 1 100000; seq 1 100000 >&2");
        Assert.True(run.Truncated);
        Assert.StartsWith(
            string.Concat(Enumerable.Range(1, 200).Select(number => $"out {number}\n")) + "1\n2\n",
            run.Output, StringComparison.Ordinal);
        Assert.StartsWith(
            string.Concat(Enumerable.Range(1, 200).Select(number => $"err {number}\n")) + "1\n2\n",
            run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("99999\n100000\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("99999\n100000\n", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_a_command_whose_time_is_over_is_ended_with_what_it_started()
    {
        var pids = Path.Combine(Gateway.Home, "pids");
        var run = await SeparateAsync(
            $"echo begun; (trap '' HUP TERM; echo $BASHPID >> {pids}; sleep 600) & echo $$ >> {pids}; wait", seconds: 1);
        Assert.Equal((null, "begun\n", true), (run.ExitCode, run.Output, run.TimedOut));
        foreach (var pid in await File.ReadAllLinesAsync(pids, Stop)) Assert.False(Lives(pid));
    }

    [Fact]
    public async Task A_sessions_shell_cannot_keep_errors_apart() => Assert.Equal(
        "invalid_argument",
        (await Gateway.SessionRuns.RunAsync(
            Gateway.Operator,
            new("true", SessionId: await ShellAsync("pty")) { Separate = true },
            null,
            Stop)).Rejection!.Code);

    [Fact]
    public async Task A_signal_is_told()
    {
        var run = await RunAsync("kill -TERM $$; sleep 600");
        Assert.Equal((null, 15), (run.ExitCode, run.Signal));
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task In_a_session_a_command_is_the_next_to_run(string backend)
    {
        var session = await ShellAsync(backend);
        Assert.Equal(0, (await RunAsync("cd /tmp; x=5", session: session)).ExitCode);
        var run = await RunAsync("echo $x $PWD; (exit 4)", session: session);
        Assert.Equal((4, "5 /tmp\n", session), (run.ExitCode, run.Output, run.SessionId));
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task In_a_session_a_command_whose_time_is_over_is_interrupted(string backend)
    {
        var session = await ShellAsync(backend);
        var run = await RunAsync("echo begun; sleep 600", session: session, seconds: 1);
        Assert.Equal((null, true), (run.ExitCode, run.TimedOut));
        Assert.StartsWith("begun\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("free\n", (await RunAsync("echo free", session: session)).Output);
    }

    [Fact]
    public async Task A_command_that_did_not_get_its_turn_in_time_is_taken_out()
    {
        var session = await ShellAsync("pty");
        var busy = (await Gateway.CommandQueue.EnqueueAsync(
            Gateway.Operator, new(session, "read line"), Stop)).Value.Command.CommandId;
        await Eventually.TrueAsync(
            async () => (await Gateway.CommandQueue.GetAsync(busy, Stop)).Value.Command.StartedAt is not null);
        Assert.True((await RunAsync("echo never", session: session, seconds: 0.2)).TimedOut);
        Assert.Equal(
            ["running", "cancelled"],
            (await Gateway.CommandQueue.ListAsync(session, Stop)).Value.Commands.Select(command => command.State));
    }

    [Fact]
    public async Task A_command_that_ends_its_shell_says_so()
    {
        var run = await RunAsync("exit 7", session: await ShellAsync("pty"));
        Assert.Equal((null, "session_ended"), (run.ExitCode, run.Reason));
    }

    [Theory]
    [InlineData("", null, "empty_command")]
    [InlineData("true", 0d, "invalid_argument")]
    [InlineData("true", -1d, "invalid_argument")]
    [InlineData("true", 3601d, "invalid_argument")]
    [InlineData("true", double.NaN, "invalid_argument")]
    public async Task What_makes_no_sense_is_refused(string command, double? seconds, string code) =>
        Assert.Equal(
            code,
            (await Gateway.SessionRuns.RunAsync(
                Gateway.Operator, new(command, TimeoutSeconds: seconds), null, Stop)).Rejection!.Code);

    [Fact]
    public async Task How_it_goes_is_told_while_it_runs()
    {
        var told = new List<string>();
        await Gateway.SessionRuns.RunAsync(Gateway.Operator, new("sleep 1.5"), new Told(told), Stop);
        Assert.Contains("runs for", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_keep_apart()
    {
        var clock = Stopwatch.StartNew();
        var runs = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(number => RunAsync($"echo {number}; exit {number}")));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(number => (number, $"{number}\n")),
            runs.Select(run => (run.ExitCode!.Value, run.Output)));
        Assert.All(runs, run => Assert.InRange(run.DurationMs, 0, clock.ElapsedMilliseconds));
    }

    private async Task<RunView> RunAsync(
        string command, string? directory = null, string? session = null, double? seconds = 60)
    {
        var outcome = await Gateway.SessionRuns.RunAsync(
            Gateway.Operator, new(command, directory, session, seconds), null, Stop);
        Assert.Null(outcome.Rejection);
        return outcome.Value;
    }

    private async Task<RunView> SeparateAsync(string command, double seconds = 60) =>
        (await Gateway.SessionRuns.RunAsync(
            Gateway.Operator, new(command, TimeoutSeconds: seconds) { Separate = true }, null, Stop)).Value;

    private async Task<string> ShellAsync(string backend)
    {
        if (backend == "tmux" && !File.Exists("/usr/bin/tmux")) Assert.Skip("tmux is not installed.");
        return (await Gateway.Sessions.CreateAsync(
            Gateway.Operator, new("bash", ["--norc"], Backend: backend), Stop)).Value.SessionId;
    }

    /// <summary>What has ended and was not taken note of by its new parent does not live.</summary>
    private static bool Lives(string pid) =>
        File.Exists($"/proc/{pid}/stat")
            && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private sealed class Told(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }
}
