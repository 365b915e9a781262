using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Commands in the queues of real shells in real terminals.</summary>
public sealed class CommandQueueTests : IAsyncLifetime
{
    private Gateway? _gateway;

    public static TheoryData<string, string> Shells =>
        new() { { "pty", "bash" }, { "pty", "dash" }, { "tmux", "bash" }, { "tmux", "dash" } };

    private Gateway Gateway => _gateway!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await Gateway.StartAsync();

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Commands_run_one_after_the_other_in_the_same_shell(string backend, string shell)
    {
        var session = await StartAsync(backend, shell);
        await EnqueueAsync(session, "here=$(pwd); cd /tmp && greeting='h e'");
        await EnqueueAsync(session, "printf 'one\\ntwo\\n'; exit_with() { return 3; }; exit_with");
        var last = await EnqueueAsync(session, "echo \"$greeting from $PWD\"\necho \"and\tż\"");
        Assert.Equal("succeeded", (await EndAsync(last)).State);
        var queue = (await Gateway.CommandQueue.ListAsync(session, Stop)).Value.Commands;
        Assert.Equal(
            [("succeeded", 0), ("failed", 3), ("succeeded", 0)],
            queue.Select(command => (command.State, command.ExitCode!.Value)));
        Assert.Equal(
            ["", "one\ntwo\n", "h e from /tmp\nand\tż\n"],
            await Task.WhenAll(queue.Select(command => OutputAsync(session, command))));
        Assert.All(
            queue,
            command => Assert.True(
                command.StartedAt >= command.EnqueuedAt
                    && command.EndedAt >= command.StartedAt
                    && command.EnqueuedBy == "operator"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_terminal_shows_the_commands_and_nothing_of_how_they_are_typed(string backend, string shell)
    {
        var session = await StartAsync(backend, shell);
        await EnqueueAsync(session, "echo 'a needle'");
        await EnqueueAsync(session, "for n in 1 2\ndo echo $n\ndone");
        Assert.Equal("succeeded", (await EndAsync(await EnqueueAsync(session, "echo the end"))).State);
        await Eventually.TrueAsync(
            async () => (await Gateway.ScreenAsync(session)).TrimEnd().EndsWith("end\n$", StringComparison.Ordinal));
        Assert.Equal(
            "$ echo 'a needle'\na needle\n$ for n in 1 2\ndo echo $n\ndone\n1\n2\n$ echo the end\nthe end\n$",
            (await Gateway.ScreenAsync(session)).TrimEnd());
        var snapshot = (await Gateway.Runtime.Get<SessionHistory>().SnapshotAsync(
            Gateway.Operator, session, null, Stop)).Value.Screen;
        Assert.DoesNotContain("7391", snapshot, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await Gateway.SessionOutput.SearchAsync(new("needle"), Stop)).Value.Hits.Count == 2);
        foreach (var typed in (string[])["7391", "printf", "eval"])
            Assert.Empty((await Gateway.SessionOutput.SearchAsync(new(typed), Stop)).Value.Hits);
        using var cast = new MemoryStream();
        await Gateway.SessionOutput.ExportCastAsync(session, cast, Stop);
        var recording = System.Text.Encoding.UTF8.GetString(cast.ToArray());
        Assert.Contains("echo the end", recording, StringComparison.Ordinal);
        Assert.DoesNotContain("7391", recording, StringComparison.Ordinal);
        Assert.DoesNotContain("eval", recording, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_a_person_left_at_the_prompt_is_gone_and_the_command_stands_there()
    {
        var session = await StartAsync("pty", "bash");
        await EndAsync(await EnqueueAsync(session, "true"));
        await Gateway.SessionInput.SendAsync(
            Gateway.Operator, new(session, "left behind", WaitMilliseconds: 5000), Stop);
        await EndAsync(await EnqueueAsync(session, "echo done"));
        await Eventually.TrueAsync(
            async () => (await Gateway.ScreenAsync(session)).TrimEnd() == "$ true\n$ echo done\ndone\n$");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_that_the_shell_cannot_read_has_failed_and_the_next_one_runs(
        string backend, string shell)
    {
        var session = await StartAsync(backend, shell);
        var wrong = await EnqueueAsync(session, "if true; then (");
        var after = await EnqueueAsync(session, "echo fine", dependsOn: [wrong], when: "failure");
        Assert.Equal("succeeded", (await EndAsync(after)).State);
        Assert.Equal("failed", (await EndAsync(wrong)).State);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_interrupted_command_has_failed_and_the_next_one_runs(string backend, string shell)
    {
        var session = await StartAsync(backend, shell);
        var sleeping = await EnqueueAsync(session, "sh -c 'echo asleep; exec sleep 600'");
        var after = await EnqueueAsync(session, "echo woken");
        await PrintedAsync(session, "asleep\\r?\\n");
        await Gateway.SessionInput.SendAsync(Gateway.Operator, new(session, Keys: ["ctrl-c"]), Stop);
        var ended = await EndAsync(sleeping);
        Assert.Equal(("failed", null, "interrupted"), (ended.State, ended.ExitCode, ended.Reason));
        Assert.Equal("succeeded", (await EndAsync(after)).State);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_that_waits_for_input_is_not_taken_for_a_free_shell(string backend, string shell)
    {
        var session = await StartAsync(backend, shell);
        var asking = await EnqueueAsync(session, "printf 'name? '; read name; echo \"hello $name\"");
        var after = await EnqueueAsync(session, "echo after");
        await PrintedAsync(session, "name\\? $");
        Assert.Equal(
            "quiet",
            (await Gateway.SessionWaits.WaitAsync(
                new(session, "quiet", QuietMilliseconds: 1500), null, Stop)).Value.Reason);
        Assert.Equal("running", (await CommandAsync(asking)).State);
        await Gateway.SessionInput.SendAsync(Gateway.Operator, new(session, "Ada", Submit: true), Stop);
        Assert.Equal("name? Ada\nhello Ada\n", await OutputAsync(session, await EndAsync(asking)));
        Assert.Equal("succeeded", (await EndAsync(after)).State);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_shell_that_is_busy_with_something_else_is_waited_for(string backend, string shell)
    {
        var session = await StartAsync(backend, shell);
        await Gateway.SessionInput.SendAsync(
            Gateway.Operator, new(session, "sh -c 'echo busy; exec cat'", Submit: true), Stop);
        await PrintedAsync(session, "busy\\r?\\n");
        var waiting = await EnqueueAsync(session, "echo now");
        Assert.Equal(
            "quiet",
            (await Gateway.SessionWaits.WaitAsync(
                new(session, "quiet", QuietMilliseconds: 1000), null, Stop)).Value.Reason);
        Assert.Equal("waiting", (await CommandAsync(waiting)).State);
        Assert.Equal(1, (await Gateway.Sessions.GetAsync(session, Stop)).Value.Session.QueuedCommands);
        await Gateway.SessionInput.SendAsync(Gateway.Operator, new(session, Keys: ["ctrl-d"]), Stop);
        Assert.Equal("now\n", await OutputAsync(session, await EndAsync(waiting)));
        // Counted just after the end is durable.
        await Eventually.TrueAsync(
            async () => (await Gateway.Sessions.GetAsync(session, Stop)).Value.Session.QueuedCommands == 0);
    }

    [Fact]
    public async Task A_shell_whose_sandbox_starts_slowly_is_found()
    {
        var (bash, sandbox) = (Path.Combine(Gateway.Home, "bash"), Path.Combine(Gateway.Home, "bwrap"));
        await WriteProgramAsync(bash, $"exec {sandbox}");
        // As in a real sandbox, the process beside it is first another one, and then the shell.
        await WriteProgramAsync(sandbox, "for i in 1 2 3 4 5 6 7 8 9; do sleep 0.1; done; /bin/bash --norc");
        var session = await StartAsync("pty", bash);
        Assert.Equal("now\n", await OutputAsync(session, await EndAsync(await EnqueueAsync(session, "echo now"))));
    }

    [Fact]
    public async Task What_prints_more_than_is_kept_ends_all_the_same()
    {
        var session = await StartAsync("pty", "bash");
        var flood = await EndAsync(
            await EnqueueAsync(
                session, "yes abcdefghijklmnopqrstuvwxyz | head -c 20000000; exit_with() { return 9; }; exit_with"));
        Assert.Equal(("failed", 9), (flood.State, flood.ExitCode!.Value));
        Assert.True(flood.ToOffset - flood.FromOffset > 20_000_000);
    }

    [Fact]
    public async Task Conditions_and_priorities_decide()
    {
        var session = await StartAsync("pty", "bash");
        var first = await EnqueueAsync(session, "echo ready; read line; exit_with() { return 3; }; exit_with");
        var low = await EnqueueAsync(session, "true", priority: "low");
        var urgent = await EnqueueAsync(session, "true", priority: "urgent");
        var never = await EnqueueAsync(session, "true", dependsOn: [first]);
        var then = await EnqueueAsync(session, "true", dependsOn: [first], when: "exit:3", priority: "high");
        await PrintedAsync(session, "ready\\r?\\n");
        await Gateway.SessionInput.SendAsync(Gateway.Operator, new(session, "x", Submit: true), Stop);
        await EndAsync(low);
        Assert.Equal(
            ["failed", "succeeded", "succeeded", "skipped", "succeeded"],
            await StatesAsync(first, low, urgent, never, then));
        Assert.Equal(first, (await CommandAsync(never)).Reason);
        DateTimeOffset[] begun =
        [
            (await CommandAsync(urgent)).StartedAt!.Value,
            (await CommandAsync(then)).StartedAt!.Value,
            (await CommandAsync(low)).StartedAt!.Value,
        ];
        Assert.Equal(begun.Order(), begun);
    }

    [Fact]
    public async Task What_has_not_begun_can_be_taken_out()
    {
        var session = await StartAsync("pty", "bash");
        var running = await EnqueueAsync(session, "sleep 600");
        var unwanted = await EnqueueAsync(session, "echo never");
        await StartedAsync(running);
        Assert.Equal(
            "command_running",
            (await Gateway.CommandQueue.DequeueAsync(Gateway.Operator, session, running, Stop)).Rejection!.Code);
        Assert.Equal(
            "cancelled",
            (await Gateway.CommandQueue.DequeueAsync(Gateway.Operator, session, unwanted, Stop)).Value.Command.State);
        Assert.Equal(
            "command_over",
            (await Gateway.CommandQueue.DequeueAsync(Gateway.Operator, session, unwanted, Stop)).Rejection!.Code);
        Assert.Equal(
            "unknown_command",
            (await Gateway.CommandQueue.DequeueAsync(Gateway.Operator, session, "cmd_none", Stop)).Rejection!.Code);
    }

    [Fact]
    public async Task While_the_session_is_down_nothing_is_lost()
    {
        var session = await StartAsync("pty", "bash");
        var last = await EnqueueAsync(session, "exit 5");
        var ended = await EndAsync(last);
        Assert.Equal(("failed", "session_ended"), (ended.State, ended.Reason));
        var later = await EnqueueAsync(session, "echo again");
        Assert.Equal("waiting", (await CommandAsync(later)).State);
        Assert.Null((await Gateway.Sessions.RestartAsync(Gateway.Operator, session, Stop)).Rejection);
        Assert.Equal("again\n", await OutputAsync(session, await EndAsync(later)));
    }

    [Fact]
    public async Task With_its_session_a_queue_goes()
    {
        var session = await StartAsync("pty", "bash");
        var running = await EnqueueAsync(session, "sleep 600");
        var waiting = await EnqueueAsync(session, "true");
        await StartedAsync(running);
        await Gateway.Sessions.RemoveAsync(Gateway.Operator, session, Stop);
        Assert.Equal("failed", (await EndAsync(running)).State);
        var gone = await EndAsync(waiting);
        Assert.Equal(("cancelled", "session_removed"), (gone.State, gone.Reason));
    }

    [Fact]
    public async Task A_queue_goes_on_after_a_restart_and_what_a_pty_lost_is_unknown()
    {
        var session = await StartAsync("pty", "bash");
        var running = await EnqueueAsync(session, "sleep 600");
        var waiting = await EnqueueAsync(session, "echo later");
        await StartedAsync(running);
        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();
        Assert.Equal("unknown", (await EndAsync(running)).State);
        Assert.Equal("waiting", (await CommandAsync(waiting)).State);
        Assert.Null((await Gateway.Sessions.RestartAsync(Gateway.Operator, session, Stop)).Rejection);
        Assert.Equal("later\n", await OutputAsync(session, await EndAsync(waiting)));
    }

    [Fact]
    public async Task In_tmux_a_command_outlives_the_daemon_and_its_end_is_seen()
    {
        var session = await StartAsync("tmux", "bash");
        var running = await EnqueueAsync(session, "echo begun; read line; exit_with() { return 4; }; exit_with");
        var waiting = await EnqueueAsync(session, "echo later");
        await PrintedAsync(session, "begun\\r?\\n");
        await Gateway.StopAsync();
        await Gateway.StartAgainAsync();
        // Refused as long as the terminal is not taken over.
        await Eventually.TrueAsync(
            async () => (await Gateway.SessionInput.SendAsync(
                Gateway.Operator, new(session, "x", Submit: true), Stop)).Rejection is null);
        var ended = await EndAsync(running);
        Assert.Equal(("failed", 4), (ended.State, ended.ExitCode));
        Assert.Equal("later\n", await OutputAsync(session, await EndAsync(waiting)));
    }

    [Fact]
    public async Task In_tmux_a_command_that_ended_while_no_daemon_ran_is_unknown_and_never_repeated()
    {
        var session = await StartAsync("tmux", "bash");
        var file = Path.Combine(Gateway.Home, "ran");
        // What the shell does before its prompt comes after everything that the command printed.
        await EndAsync(await EnqueueAsync(session, $"PROMPT_COMMAND='[ ! -e {file}.go ] || touch {file}.done'"));
        var running = await EnqueueAsync(session, $"echo x >> {file}; while [ ! -e {file}.go ]; do sleep 0.05; done");
        var waiting = await EnqueueAsync(session, "echo later");
        await StartedAsync(running);
        await Eventually.TrueAsync(() => File.Exists(file));
        await Gateway.StopAsync();
        await File.WriteAllTextAsync(file + ".go", "", Stop);
        await Eventually.TrueAsync(() => File.Exists(file + ".done"));
        await Gateway.StartAgainAsync();
        Assert.Equal("unknown", (await EndAsync(running)).State);
        Assert.Equal("succeeded", (await EndAsync(waiting)).State);
        Assert.Equal("x\n", await File.ReadAllTextAsync(file, Stop));
    }

    [Theory]
    [InlineData("cat", "echo", null, null, "not_a_shell")]
    [InlineData("bash", "", null, null, "empty_command")]
    [InlineData("bash", "true", "soon", null, "invalid_priority")]
    [InlineData("bash", "true", null, "never", "invalid_condition")]
    [InlineData("bash", "true", null, "failure", "missing_argument")]
    public async Task What_makes_no_sense_is_refused(
        string program, string command, string? priority, string? when, string code)
    {
        var session = await StartAsync("pty", program);
        Assert.Equal(
            code,
            (await Gateway.CommandQueue.EnqueueAsync(
                Gateway.Operator, new(session, command, priority, null, when), Stop)).Rejection!.Code);
        Assert.Equal(
            "unknown_command",
            (await Gateway.CommandQueue.EnqueueAsync(
                Gateway.Operator, new(
                    await StartAsync("pty", "bash"), "true", DependsOn: ["cmd_other"]), Stop)).Rejection!.Code);
        Assert.Equal(
            "unknown_session",
            (await Gateway.CommandQueue.EnqueueAsync(Gateway.Operator, new("nobody", "true"), Stop)).Rejection!.Code);
    }

    private async Task<string> StartAsync(string backend, string program)
    {
        if (backend == "tmux" && !File.Exists("/usr/bin/tmux")) Assert.Skip("tmux is not installed.");
        var outcome = await Gateway.Sessions.CreateAsync(
            Gateway.Operator, new(
                program,
                program == "bash" ? ["--norc"] : [],
                Backend: backend,
                Environment: new Dictionary<string, string> { ["PS1"] = "$ " }), Stop);
        return outcome.Value.SessionId;
    }

    private static async Task WriteProgramAsync(string path, string script)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", Stop);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<string> EnqueueAsync(
        string session, string command, string? priority = null, string[]? dependsOn = null, string? when = null)
    {
        var outcome = await Gateway.CommandQueue.EnqueueAsync(
            Gateway.Operator, new(session, command, priority, dependsOn, when), Stop);
        Assert.Null(outcome.Rejection);
        return outcome.Value.Command.CommandId;
    }

    private async Task<QueuedCommandView> CommandAsync(string id) =>
        (await Gateway.CommandQueue.GetAsync(id, Stop)).Value.Command;

    private async Task<QueuedCommandView> EndAsync(string id)
    {
        await Eventually.TrueAsync(async () => (await CommandAsync(id)).EndedAt is not null);
        return await CommandAsync(id);
    }

    private async Task<string[]> StatesAsync(params string[] ids) =>
        await Task.WhenAll(ids.Select(async id => (await CommandAsync(id)).State));

    private Task StartedAsync(string id) =>
        Eventually.TrueAsync(async () => (await CommandAsync(id)).StartedAt is not null);

    private async Task PrintedAsync(string session, string pattern)
    {
        var waited = await Gateway.SessionWaits.WaitAsync(
            new(session, "pattern", pattern, TimeoutSeconds: 30, Offset: 0), null, Stop);
        Assert.Equal("pattern", waited.Value.Reason);
    }

    private async Task<string> OutputAsync(string session, QueuedCommandView command)
    {
        var read = await Gateway.SessionOutput.ReadAsync(
            new(session, command.FromOffset, (int)Math.Max(1, command.ToOffset!.Value - command.FromOffset!.Value)),
            Stop);
        return command.ToOffset == command.FromOffset ? "" : read.Value.Text!;
    }
}
