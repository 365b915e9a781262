using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>Sessions as front ends use them, on both backends.</summary>
public sealed class TerminalTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_shell_is_started_typed_to_looked_at_and_stopped(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var created = await gateway.ShellAsync(backend, "build");
        Assert.Equal(("running", "build", backend, 1), (created.State, created.Name, created.Backend, created.Run));
        Assert.True(created.Pid > 1);

        var sent = (await gateway.SessionInput.SendAsync(
            Gateway.Client, new("build", "echo $((6*7))", Submit: true), Stop)).Value;
        Assert.Contains(sent.State, new[] { "written", "echoed" });
        var waited = (await gateway.SessionWaits.WaitAsync(
            new(created.Id, "pattern", "^42$", TimeoutSeconds: 30), null, Stop)).Value;
        Assert.True(waited.Matched);
        Assert.Equal("42", waited.Match);

        // The output is matched before the screen has it, and before the end of its line has come.
        await Eventually.TrueAsync(
            async () => (await gateway.SessionOutput.ScreenAsync(new(created.Id), Stop)).Value.Text!
                .Contains("42", StringComparison.Ordinal),
            "the screen shows the answer");
        var screen = (await gateway.SessionOutput.ScreenAsync(new(created.Id), Stop)).Value;
        Assert.Equal(24, screen.Text!.Split('\n').Length);
        await Eventually.TrueAsync(
            async () => (await gateway.SessionOutput.ReadAsync(new(created.Id, 0), Stop)).Value.Text?
                .Contains("\n42\n", StringComparison.Ordinal) == true,
            "the output has the answer in a line");

        var stopped = (await gateway.Sessions.StopAsync(Gateway.Client, "build", false, Stop)).Value.Session;
        Assert.Equal("stopped", stopped.State);
        Assert.Equal("exited", stopped.Status.Value);
        var after = (await gateway.SessionOutput.ScreenAsync(new(created.Id), Stop)).Value;
        Assert.Contains("42", after.Text, StringComparison.Ordinal);
        Assert.Equal(
            "session_ended",
            (await gateway.SessionInput.SendAsync(Gateway.Client, new("build", "x"), Stop)).Rejection?.Code);

        var again = (await gateway.Sessions.RestartAsync(Gateway.Client, "build", Stop)).Value.Session;
        Assert.Equal(("running", 2), (again.State, again.Run));
        Assert.Equal(created.Id, (await gateway.Sessions.RemoveAsync(Gateway.Client, "build", Stop)).Value.Removed);
        Assert.Equal("unknown_session", (await gateway.Sessions.GetAsync("build", Stop)).Rejection?.Code);
        Assert.Empty((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Sessions);
    }

    [Fact]
    public async Task What_is_typed_is_seen_beside_programs_that_print_without_end_and_they_go_on()
    {
        await using var gateway = await Gateway.StartAsync();
        var printing = (await gateway.CreateAsync(new("/usr/bin/yes", Backend: "pty"))).Id;
        var typed = (await gateway.CreateAsync(new("/bin/cat", Backend: "pty"))).Id;
        for (var count = 0; count < 10; count++)
        {
            var sent = await gateway.SessionInput.SendAsync(Gateway.Client, new(typed, $"echo{count};"), Stop);
            Assert.Null(sent.Rejection);
            var found = (await gateway.SessionWaits.WaitAsync(
                new(typed, "pattern", $"echo{count};", TimeoutSeconds: 60), null, Stop)).Value;
            Assert.True(found.Matched, $"{count}: {sent.Value}, {found}");
        }

        // From the end of what was printed by now.
        Assert.True((await gateway.SessionWaits.WaitAsync(
            new(printing, "pattern", "y", Offset: long.MaxValue, TimeoutSeconds: 60), null, Stop)).Value.Matched);
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task How_a_program_ended_is_told(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var code = await gateway.EndAsync((await gateway.ScriptAsync("echo bye; exit 3", backend)).Id);
        Assert.Equal(("completed", 3, null), (code.State, code.Exit?.Code, code.Exit?.Signal));
        Assert.NotNull(code.EndedAt);
        Assert.Contains("bye", await gateway.OutputAsync(code.Id), StringComparison.Ordinal);
        var signal = await gateway.EndAsync((await gateway.ScriptAsync("kill -TERM $$", backend)).Id);
        Assert.Equal(("completed", null, 15), (signal.State, signal.Exit?.Code, signal.Exit?.Signal));
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task What_ignores_being_asked_is_ended_by_force(string backend)
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { StopSeconds = 0.4 }) });
        var deaf = await gateway.ScriptAsync("trap '' HUP TERM; echo ready; while :; do sleep 1; done", backend);
        await gateway.WaitAsync(deaf.Id, "ready");
        var stopped = (await gateway.Sessions.StopAsync(Gateway.Client, deaf.Id, false, Stop)).Value.Session;
        Assert.Equal(("stopped", 9), (stopped.State, stopped.Exit?.Signal));

        var forced = await gateway.ScriptAsync("trap '' HUP TERM; echo ready; sleep 1000", backend);
        await gateway.WaitAsync(forced.Id, "ready");
        Assert.Equal(
            "stopped", (await gateway.Sessions.StopAsync(Gateway.Client, forced.Id, true, Stop)).Value.Session.State);
    }

    [Fact]
    public async Task A_running_session_can_be_restarted_and_its_output_goes_on()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("echo first; sleep 1000");
        await gateway.WaitAsync(session.Id, "first");
        var before = (await gateway.GetAsync(session.Id)).OutputEnd;
        var again = (await gateway.Sessions.RestartAsync(Gateway.Client, session.Id, Stop)).Value.Session;
        Assert.Equal(("running", 2), (again.State, again.Run));
        Assert.NotEqual(session.Pid, again.Pid);
        await gateway.WaitAsync(session.Id, "first");
        Assert.True((await gateway.GetAsync(session.Id)).OutputEnd > before);
        // The output is matched before the screen has it, which shows what the new run printed alone.
        await Eventually.TrueAsync(
            async () => (await gateway.ScreenAsync(session.Id)).Split('\n').Count(line => line == "first") == 1);
    }

    [Fact]
    public async Task A_clone_runs_the_same_with_what_the_other_was_given()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(
            new("/bin/sh",
            [
                "-c",
                "echo [$GIVEN]; sleep 1000",
            ], "one", Backend: "pty", Environment: new Dictionary<string, string> { ["GIVEN"] = "value-1" }));
        var clone = (await gateway.Sessions.CloneAsync(
            Gateway.Client, new("one", "two", new(Agent: "rarog")), Stop)).Value.Session;
        Assert.Equal((session.Id, "two", "rarog"), (clone.ClonedFrom, clone.Name, clone.Agent));
        Assert.True((await gateway.WaitAsync("two", @"\[value-1\]")).Matched);
        Assert.Equal("name_taken", await RefusedAsync("one", "two"));
        Assert.Equal("unknown_session", await RefusedAsync("none", null));

        // What the caller does not say is as in the first one.
        Assert.Equal(
            "rarog",
            (await gateway.Sessions.CloneAsync(Gateway.Client, new("two", null, new()), Stop)).Value.Session.Agent);

        async Task<string?> RefusedAsync(string of, string? name) =>
            (await gateway.Sessions.CloneAsync(Gateway.Client, new(of, name, new()), Stop)).Rejection?.Code;
    }

    [Fact]
    public async Task Another_size_is_told_to_the_program_and_shown()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done");
        await gateway.WaitAsync(session.Id, "ready");
        var resized = (await gateway.Sessions.ResizeAsync(Gateway.Client, session.Id, 100, 30, Stop)).Value.Session;
        Assert.Equal((100, 30), (resized.Columns, resized.Rows));
        Assert.True((await gateway.WaitAsync(session.Id, "30 100")).Matched);
        var screen = (await gateway.SessionOutput.ScreenAsync(new(session.Id), Stop)).Value;
        Assert.Equal((100, 30, 30), (screen.Columns, screen.Rows, screen.Text!.Split('\n').Length));
    }

    [Fact]
    public async Task The_screen_of_an_ended_session_is_the_one_that_it_had()
    {
        await using var gateway = await Gateway.StartAsync();
        const string Script = @"printf '\033]2;title\007one\r\n\033[1mtwo\033[0m\r\n'; "
            + "i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; done; read x";
        var session = await gateway.CreateAsync(
            new("/bin/sh", ["-c", Script], Backend: "pty") { Size = new(Columns: 40, Rows: 10) });
        await gateway.WaitAsync(session.Id, "line 40");
        var live = (await gateway.SessionOutput.ScreenAsync(new(session.Id, "ansi", 50), Stop)).Value;
        await gateway.TypeAsync(session.Id, null, "ctrl-c");
        await gateway.EndAsync(session.Id);
        var kept = (await gateway.SessionOutput.ScreenAsync(new(session.Id, "ansi", 50), Stop)).Value;
        Assert.Equal(live.Text, kept.Text!.Replace("^C", "", StringComparison.Ordinal));
        Assert.Equal((40, 10, "title"), (kept.Columns, kept.Rows, kept.Title));
    }

    [Fact]
    public async Task Output_is_read_by_offset_as_text_and_as_it_came()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync(
            (await gateway.ScriptAsync(@"printf 'a\033[31mż\033[0mb\n'; printf 'second\n'")).Id);
        var raw = (await gateway.SessionOutput.ReadAsync(new(session.Id, 0, Format: "raw"), Stop)).Value;
        Assert.Equal(
            "a\e[31mż\e[0mb\r\nsecond\r\n", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(raw.Base64!)));
        Assert.True(raw.Ended);
        var text = new System.Text.StringBuilder();
        long offset = 0;
        while ((await gateway.SessionOutput.ReadAsync(new(session.Id, offset, 5), Stop)).Value is var piece
            && piece.NextOffset > offset)
        {
            text.Append(piece.Text);
            offset = piece.NextOffset;
        }

        Assert.Equal(raw.NextOffset, offset);
        Assert.Equal("ażb\nsecond\n", text.ToString());
        Assert.Equal("second\n", (await gateway.SessionOutput.ReadAsync(new(session.Id, -8), Stop)).Value.Text);
    }
}
