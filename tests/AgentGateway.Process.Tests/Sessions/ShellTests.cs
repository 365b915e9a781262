using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>A shell, driven as a model would, over every kind of connection and on both backends.</summary>
public sealed class ShellTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    public static TheoryData<string> Backends => ["pty", "tmux"];

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_line_is_typed_waited_for_and_seen(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var session = await client.StartShellAsync();

        var receipt = await client.TypeAsync(session, "echo $((6*7)) apples");
        var waited = await client.UntilAsync(session, @"^\d+ apples\r?$");

        Assert.Contains(receipt.Text("state"), new[] { "written", "echoed" });
        Assert.True(waited["matched"]!.GetValue<bool>(), waited.ToString());
        Assert.Equal("pattern", waited.Text("reason"));
        Assert.StartsWith("42 apples", waited.Text("match"), StringComparison.Ordinal);
        var screen = await client.ScreenAsync(session);
        Assert.Contains("42 apples", screen.Lines());
        Assert.Equal(screen.Text("text"), screen.Shown);
        var output = await client.CallAsync(
            "session_output", new { session_id = session, offset = receipt["from_offset"]!.GetValue<long>() });
        Assert.Contains("42 apples", output.Text("text"));
        Assert.DoesNotContain('\x1b', output.Text("text"));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_screen_has_exactly_its_rows_and_says_where_the_cursor_is(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync(backend, columns: 60, rows: 10);
        await client.TypeAsync(session, "printf 'one\\ntwo   \\n'");
        await client.SeeAsync(session, screen => screen.Contains("\ntwo\n", StringComparison.Ordinal), "'two'");

        var screen = await client.ScreenAsync(session);

        Assert.Equal((60, 10), (screen["columns"]!.GetValue<int>(), screen["rows"]!.GetValue<int>()));
        Assert.Equal(10, screen.Lines().Length);
        Assert.All(screen.Lines(), line => Assert.Equal(line.TrimEnd(), line));
        Assert.False(screen["alternate"]!.GetValue<bool>());
        var prompt = Array.FindLastIndex(screen.Lines(), line => line == "$");
        Assert.Equal((2, prompt), (screen["cursor"]!["x"]!.GetValue<int>(), screen["cursor"]!["y"]!.GetValue<int>()));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Letters_of_every_script_are_typed_and_shown(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        var session = await client.StartShellAsync(backend);

        await client.TypeAsync(session, "printf '<%s>\\n' 'zażółć 漢字 🦆 e\u0301'");

        await client.SeeAsync(
            session, screen => screen.Contains("\n<zażółć 漢字 🦆 e\u0301>\n", StringComparison.Ordinal), "the letters");
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_resized_terminal_tells_its_program(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpOlder);
        var session = await client.StartShellAsync(backend);

        await client.CallAsync("session_resize", new { session_id = session, columns = 100, rows = 30 });
        await client.TypeAsync(session, "stty size");

        await client.SeeAsync(session, screen => screen.Contains("\n30 100\n", StringComparison.Ordinal), "'30 100'");
        var screen = await client.ScreenAsync(session);
        Assert.Equal((100, 30), (screen["columns"]!.GetValue<int>(), screen["rows"]!.GetValue<int>()));
        Assert.Equal(30, screen.Lines().Length);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Ctrl_c_interrupts_what_the_shell_runs(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var session = await client.StartShellAsync(backend);
        // What is typed before the shell has given the terminal away is taken by neither of them as a line.
        await client.TypeAsync(session, "echo o''n; cat; echo \"left $?\"");
        await client.SeeAsync(session, screen => screen.Contains("\non\n", StringComparison.Ordinal), "'on'");
        await client.TypeAsync(session, "are you there");
        // The terminal echoes it, and cat says it again.
        await client.SeeAsync(session, screen => screen.Split("are you there").Length == 3, "the echo of cat");

        await client.PressAsync(session, "ctrl-c");

        Assert.True((await client.UntilAsync(session, @"\$ $"))["matched"]!.GetValue<bool>());
        Assert.Contains("^C", (await client.ScreenAsync(session)).Text("text"));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Pasted_lines_are_not_run_before_they_are_submitted(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync(backend);
        await client.TypeAsync(session, "bind 'set enable-bracketed-paste on'; echo o''n");
        await client.SeeAsync(session, screen => screen.Contains("\non\n", StringComparison.Ordinal), "'on'");

        var receipt = await client.CallAsync(
            "session_send", new { session_id = session, text = "echo fi''rst\necho se''cond", wait_ms = 5000 });
        var screen = await client.SeeAsync(session, "echo se''cond");
        Assert.DoesNotContain("\nfirst", screen);
        Assert.Equal("echoed", receipt.Text("state"));
        await client.PressAsync(session, "enter");

        await client.SeeAsync(
            session,
            text => text.Contains("\nfirst\n", StringComparison.Ordinal)
                && text.Contains("\nsecond\n", StringComparison.Ordinal),
            "both");
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task An_exit_code_is_told_and_what_was_printed_stays(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync(backend);
        await client.TypeAsync(session, "echo last words; exit 7");

        var ended = await client.EndAsync(session);

        Assert.Equal("completed", ended["state"].String());
        Assert.Equal(7, ended["exit"]!["code"]!.GetValue<int>());
        Assert.Equal("exited", ended["status"]!["value"].String());
        Assert.Contains("last words", (await client.ScreenAsync(session)).Lines());
        Assert.Equal(
            "session_ended",
            (await client.TryAsync("session_send", new { session_id = session, text = "hello?" })).RefusedWith());
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_session_is_stopped_restarted_and_removed(string backend)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync(backend);

        var stopped = (await client.CallAsync("session_stop", new { session_id = session }))["session"]!;
        Assert.Equal("stopped", stopped["state"].String());
        var again = (await client.CallAsync("session_restart", new { session_id = session }))["session"]!;
        Assert.Equal(("running", 2), (again["state"].String(), again["run"]!.GetValue<int>()));
        await client.TypeAsync(session, "echo a''gain");
        await client.SeeAsync(session, screen => screen.Contains("\nagain\n", StringComparison.Ordinal), "'again'");

        await client.CallAsync("session_remove", new { session_id = session });
        Assert.Equal(
            "unknown_session", (await client.TryAsync("session_get", new { session_id = session })).RefusedWith());
        Assert.DoesNotContain(
            (await client.CallAsync("session_list")).List("sessions"), one => one!["id"].String() == session);
    }

    [Fact]
    public async Task Bytes_without_a_name_are_sent_as_they_are()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        await client.TypeAsync(session, "read -rsn3 x; printf '%q' \"$x\"; echo ' came'");

        await client.CallAsync("session_send", new { session_id = session, raw = Convert.ToBase64String("\x1b[Z"u8) });

        await client.SeeAsync(session, @"$'\E[Z' came");
    }

    [Fact]
    public async Task A_receipt_can_be_asked_for_later()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartShellAsync();
        var sent = await client.TypeAsync(session, "echo receipt");

        var asked = await client.CallAsync(
            "session_send", new { session_id = session, receipt_id = sent["receipt_id"]!.GetValue<long>() });

        Assert.Equal(sent["receipt_id"]!.GetValue<long>(), asked["receipt_id"]!.GetValue<long>());
        Assert.Contains(asked.Text("state"), new[] { "written", "echoed" });
        Assert.Equal(
            "invalid_argument",
            (await client.TryAsync(
                "session_send", new { session_id = session, receipt_id = 1, text = "x" })).RefusedWith());
        Assert.Equal(
            "unknown_receipt",
            (await client.TryAsync("session_send", new { session_id = session, receipt_id = 999 })).RefusedWith());
    }
}
