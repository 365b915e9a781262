using System.Diagnostics;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>What becomes of sessions when the daemon goes and comes back.</summary>
public sealed class RecoveryTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Fact]
    public async Task A_tmux_session_outlives_the_daemon_and_goes_on_with_its_gap_marked()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync("tmux", "kept");
        await gateway.TypeAsync(
            "kept", "echo be''fore; while [ ! -e go ]; do sleep 0.05; done; seq 1000 1100; touch went");
        await gateway.WaitAsync("kept", "before");
        await gateway.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "go"), "", Stop);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(gateway.Home, "went")));
        await gateway.StartAgainAsync();

        var adopted = await gateway.UntilSessionAsync("kept", now => now.Gaps is not null);
        Assert.Equal((session.Id, "running", session.Pid, 1), (adopted.Id, adopted.State, adopted.Pid, adopted.Run));
        Assert.Equal("no daemon was running", Assert.Single(adopted.Gaps!).Reason);
        await gateway.TypeAsync("kept", "echo af''ter");
        Assert.True((await gateway.WaitAsync("kept", "^after$")).Matched);
        // What scrolled away meanwhile is there as well, and nothing is there twice.
        var output = (await gateway.OutputAsync("kept")).Split('\n');
        Assert.Single(output, line => line == "before");
        Assert.Single(output, line => line == "1000");
        var screen = await gateway.ScreenAsync("kept");
        Assert.Contains("1100\n", screen, StringComparison.Ordinal);
        Assert.EndsWith("$", screen.TrimEnd(), StringComparison.Ordinal);
        await gateway.Sessions.StopAsync(Gateway.Client, "kept", false, Stop);
        Assert.Contains("\nafter\n", await gateway.ScreenAsync("kept"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_tmux_session_shows_is_recorded_once_where_nothing_was_printed_meanwhile()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync("tmux", "kept");
        await gateway.TypeAsync("kept", "echo on''ce");
        await gateway.WaitAsync("kept", "^once");
        await gateway.WaitAsync("kept", "\\$ $");
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await gateway.UntilSessionAsync("kept", now => now.Gaps is not null);
        await gateway.TypeAsync("kept", "echo af''ter");
        Assert.True((await gateway.WaitAsync("kept", "^after")).Matched);

        var output = (await gateway.OutputAsync("kept")).Split('\n');

        Assert.Single(output, line => line == "once");
        Assert.Single(output, line => line == "after");
        Assert.Equal(session.Id, (await gateway.GetAsync("kept")).Id);
    }

    [Fact]
    public async Task A_full_screen_program_is_taken_over_as_it_stands()
    {
        await using var gateway = await Gateway.StartAsync();
        if (!File.Exists("/usr/bin/less")) Assert.Skip("less is not installed.");
        await File.WriteAllLinesAsync(
            Path.Combine(gateway.Home, "text"), Enumerable.Range(1, 100).Select(line => $"line {line}"), Stop);
        var session = await gateway.CreateAsync(new("/usr/bin/less", ["text"], Backend: "tmux"));
        await gateway.WaitAsync(session.Id, "line 23");
        var before = (await gateway.SessionOutput.ScreenAsync(new(session.Id, "ansi"), Stop)).Value;
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await gateway.UntilSessionAsync(session.Id, now => now.Gaps is not null);
        var after = (await gateway.SessionOutput.ScreenAsync(new(session.Id, "ansi"), Stop)).Value;
        Assert.Equal((before.Text, before.Cursor, before.Alternate), (after.Text, after.Cursor, after.Alternate));
        await gateway.TypeAsync(session.Id, null, "g", "G");
        Assert.True((await gateway.WaitAsync(session.Id, "line 100")).Matched);
        await gateway.TypeAsync(session.Id, null, "q");
        Assert.Equal(0, (await gateway.EndAsync(session.Id)).Exit?.Code);
    }

    [Fact]
    public async Task A_tmux_program_that_ended_meanwhile_tells_how()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync(
            "while [ ! -e go ]; do sleep 0.05; done; echo last words; touch went; exit 9", "tmux");
        await gateway.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(gateway.Home, "go"), "", Stop);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(gateway.Home, "went")));
        await Eventually.TrueAsync(() => !Processes.IsRunning(session.Pid!.Value));
        await gateway.StartAgainAsync();
        var ended = await gateway.UntilSessionAsync(session.Id, now => now.State == "completed");
        Assert.Equal(9, ended.Exit?.Code);
        Assert.Contains("last words", await gateway.ScreenAsync(session.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pty_session_ends_with_the_daemon_and_is_shown_as_lost_with_what_it_printed()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new("/bin/sh", ["-c", "echo remember; sleep 1000"], "lost",
            Backend: "pty") { Scripts = new(Cleanup: "touch cleaned") });
        await gateway.WaitAsync("lost", "remember");
        await gateway.StopAsync();
        Assert.False(Processes.IsRunning(session.Pid!.Value));
        await gateway.StartAgainAsync();
        var lost = await gateway.UntilSessionAsync("lost", now => now.State == "failed");
        Assert.Equal("session_lost", lost.Failure?.Code);
        Assert.True(File.Exists(Path.Combine(gateway.Home, "cleaned")));
        Assert.Contains("remember", await gateway.ScreenAsync("lost"), StringComparison.Ordinal);
        Assert.Equal(
            ("running", 2),
            ((await gateway.Sessions.RestartAsync(Gateway.Client, "lost", Stop)).Value.Session is var again
                ? (again.State, again.Run)
                : default));
    }

    [Fact]
    public async Task What_left_a_lost_session_is_found_by_its_mark_and_ended()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("setsid sleep 1000 & echo pid=$!.; wait");
        await gateway.WaitAsync(session.Id, @"pid=\d+\.");
        await Eventually.TrueAsync(() => Stray(session.Id).Count > 0);
        var strays = Stray(session.Id);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await gateway.UntilSessionAsync(session.Id, now => now.State == "failed");
        Assert.DoesNotContain(strays, Processes.IsRunning);
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task What_left_the_terminal_of_a_session_goes_on_after_its_end_and_is_ended_by_a_stop(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        const string Leaving = "setsid sleep 1000 </dev/null >/dev/null 2>&1 & echo ready;";
        var ended = await gateway.ScriptAsync($"{Leaving} read line", backend);
        await gateway.WaitAsync(ended.Id, "ready");
        await Eventually.TrueAsync(() => Stray(ended.Id).Count == 1);
        await gateway.TypeAsync(ended.Id, "");
        await gateway.EndAsync(ended.Id);
        var kept = Assert.Single(Stray(ended.Id));

        var stopped = await gateway.CreateAsync(
            new("/bin/sh", ["-c", $"{Leaving} wait"], Backend: backend) { Scripts = new(Cleanup: "touch cleaned") });
        await gateway.WaitAsync(stopped.Id, "ready");
        await Eventually.TrueAsync(() => Stray(stopped.Id).Count == 1);
        Assert.Equal(
            "stopped", (await gateway.Sessions.StopAsync(Gateway.Client, stopped.Id, false, Stop)).Value.Session.State);
        Assert.Empty(Stray(stopped.Id));
        Assert.True(File.Exists(Path.Combine(gateway.Home, "cleaned")));
        using var sleeping = Process.GetProcessById(kept);
        sleeping.Kill();
    }

    [Fact]
    public async Task A_tmux_server_that_a_crash_left_without_a_session_is_ended_by_the_next_start()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.ScriptAsync("sleep 1000", "tmux");
        await gateway.Sessions.StopAsync(
            Gateway.Client, (await gateway.Sessions.ListAsync(new(), Stop)).Value.Sessions[0].Id, true, Stop);
        await gateway.StopAsync();
        using (var left = Process.Start(
            "tmux", ["-S", Path.Combine(gateway.Data, "tmux.sock"), "new-session", "-d", "-s", "agw-hub", "cat"]))
            await left.WaitForExitAsync(Stop);
        Assert.Equal(0, await ListTmuxAsync(gateway));
        await gateway.StartAgainAsync();
        Assert.NotEqual(0, await ListTmuxAsync(gateway));
    }

    [Theory]
    [InlineData("rename-session", "-t", "{0}", "renamed")]
    [InlineData("respawn-pane", "-k", "-t", "{0}", "cat")]
    [InlineData("kill-pane", "-t", "{0}")]
    public async Task A_session_whose_terminal_a_person_changed_in_tmux_can_be_stopped_and_removed(
        params string[] command)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("echo ready; while :; do read line; done", "tmux");
        await gateway.WaitAsync(session.Id, "ready");
        using (var change = Process.Start(
            "tmux",
            ["-S", Path.Combine(gateway.Data, "tmux.sock"), .. command.Select(
                word => word.Replace("{0}", session.Id, StringComparison.Ordinal))]))
            await change.WaitForExitAsync(Stop);
        if (command[0] != "rename-session") await gateway.UntilSessionAsync(session.Id, now => now.State == "failed");
        Assert.Null((await gateway.Sessions.StopAsync(Gateway.Client, session.Id, false, Stop)).Rejection);
        Assert.Null((await gateway.Sessions.RemoveAsync(Gateway.Client, session.Id, Stop)).Rejection);
        Assert.False(Processes.IsRunning(session.Pid!.Value));
        Assert.Null((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Unknown);
    }

    [Fact]
    public async Task A_tmux_server_that_is_killed_loses_its_sessions_and_no_others()
    {
        await using var gateway = await Gateway.StartAsync();
        var tmux = await gateway.ScriptAsync("echo here; sleep 1000", "tmux");
        var pty = await gateway.ScriptAsync("echo here; sleep 1000");
        await gateway.WaitAsync(tmux.Id, "here");
        using (var killer = Process.Start(
            "tmux",
            [
                "-S",
                Path.Combine(gateway.Data, "tmux.sock"),
                "kill-server",
            ])) await killer.WaitForExitAsync(Stop);
        var lost = await gateway.UntilSessionAsync(tmux.Id, now => now.State == "failed");
        Assert.Equal("session_lost", lost.Failure?.Code);
        Assert.Contains("here", await gateway.OutputAsync(tmux.Id), StringComparison.Ordinal);
        Assert.Equal("running", (await gateway.GetAsync(pty.Id)).State);
        Assert.Equal("running", (await gateway.ScriptAsync("sleep 1000", "tmux")).State);
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_restored_journal_loses_its_sessions_and_leaves_their_processes_to_the_daemon_that_has_them(
        string backend)
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        var session = await gateway.CreateAsync(
            new("/bin/sh", ["-c", "setsid sleep 1000 & echo ready; sleep 1000"], "work", Backend: backend)
            {
                Scripts = new(Cleanup: "touch cleaned"),
            });
        await gateway.WaitAsync("work", "ready");
        await Eventually.TrueAsync(() => Stray(session.Id).Count >= 2);
        var copy = Path.Combine(gateway.Folder, "restored");
        Directory.CreateDirectory(copy);
        await gateway.Store.Store.CopyAsync(Path.Combine(copy, "agentgateway.db"), Stop);

        await using (var restored = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite }, copy))
        {
            var lost = await restored.GetAsync("work");
            Assert.Equal(("failed", "session_lost"), (lost.State, lost.Failure?.Code));
            Assert.Equal(2, Stray(session.Id).Count);
            Assert.Null((await restored.Sessions.StopAsync(Gateway.Client, "work", false, Stop)).Rejection);
            Assert.Null((await restored.Sessions.RemoveAsync(Gateway.Client, "work", Stop)).Rejection);
            Assert.False(restored.Store.Store.WasMoved);
        }

        Assert.Equal(2, Stray(session.Id).Count);
        Assert.Equal("running", (await gateway.GetAsync("work")).State);
        Assert.False(File.Exists(Path.Combine(gateway.Home, "cleaned")));
    }

    [Fact]
    public async Task A_restored_journal_keeps_the_sessions_that_still_run_in_its_own_tmux_server()
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        var kept = await gateway.ScriptAsync("echo here; sleep 1000", "tmux");
        var lost = await gateway.ScriptAsync("sleep 1000");
        var database = Path.Combine(gateway.Data, "agentgateway.db");
        await gateway.Store.Store.CopyAsync(database + ".copy", Stop);
        await gateway.StopAsync();
        File.Delete(database + "-head");
        File.Move(database + ".copy", database, overwrite: true);
        await gateway.StartAgainAsync();

        Assert.Equal("running", (await gateway.UntilSessionAsync(kept.Id, now => now.Gaps is not null)).State);
        Assert.Equal("failed", (await gateway.GetAsync(lost.Id)).State);
    }

    [Fact]
    public async Task A_lost_session_whose_recording_is_gone_or_damaged_ends_all_the_same()
    {
        await using var gateway = await Gateway.StartAsync();
        var gone = await gateway.ScriptAsync("sleep 1000");
        var damaged = await gateway.ScriptAsync("echo here; sleep 1000");
        await gateway.WaitAsync(damaged.Id, "here");
        await gateway.StopAsync();
        Directory.Delete(Path.Combine(gateway.Data, "sessions", gone.Id), recursive: true);
        await File.WriteAllTextAsync(
            Path.Combine(gateway.Data, "sessions", damaged.Id, "output"), new string('x', 10_000), Stop);
        await gateway.StartAgainAsync();

        foreach (var session in (string[])[gone.Id, damaged.Id])
        {
            await gateway.UntilSessionAsync(session, now => now.State == "failed");
            Assert.Null((await gateway.Sessions.RemoveAsync(Gateway.Client, session, Stop)).Rejection);
        }
    }

    [Fact]
    public async Task A_gateway_that_stops_leaves_a_tmux_server_only_where_a_terminal_runs_in_it()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("sleep 1000", "tmux");
        await gateway.StopAsync();
        Assert.Equal(0, await ListTmuxAsync(gateway));
        await gateway.StartAgainAsync();
        await gateway.UntilSessionAsync(session.Id, now => now.Gaps is not null);
        Assert.Null((await gateway.Sessions.StopAsync(Gateway.Client, session.Id, true, Stop)).Rejection);
        await gateway.StopAsync();
        Assert.NotEqual(0, await ListTmuxAsync(gateway));
        await gateway.StartAgainAsync();
    }

    [Fact]
    public async Task A_stranger_in_our_tmux_server_is_reported()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.ScriptAsync("sleep 1000", "tmux");
        using (var stranger = Process.Start(
            "tmux",
            ["-S", Path.Combine(gateway.Data, "tmux.sock"), "new-session", "-d", "-s", "stranger", "sleep 1000"]))
            await stranger.WaitForExitAsync(Stop);
        Assert.Equal("stranger", Assert.Single((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Unknown!).Name);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equal("stranger", Assert.Single((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Unknown!).Name);
    }

    [Fact]
    public async Task Removed_sessions_leave_no_file()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync((await gateway.ScriptAsync("echo x")).Id);
        var folder = Path.Combine(gateway.Data, "sessions", session.Id);
        Assert.True(Directory.Exists(folder));
        await gateway.Sessions.RemoveAsync(Gateway.Client, session.Id, Stop);
        await Eventually.TrueAsync(() => !Directory.Exists(folder));
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Empty((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Sessions);
    }

    [Fact]
    public async Task Only_what_descends_from_a_session_or_shares_its_terminal_is_inside()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("setsid sleep 1000 & sleep 1000 & (sleep 1000 & echo ready) ; wait");
        await gateway.WaitAsync(session.Id, "ready");
        var membership = gateway.Runtime.Get<SessionMembership>();
        Assert.True(membership.IsInside(session.Pid!.Value));
        await Eventually.TrueAsync(() => Stray(session.Id).Count >= 3);
        Assert.All(Stray(session.Id), pid => Assert.True(membership.IsInside(pid)));
        using var outside = Process.Start("sleep", ["1000"]);
        Assert.False(membership.IsInside(outside.Id));
        Assert.False(membership.IsInside(Environment.ProcessId));
        outside.Kill();
    }

    /// <returns>tmux's exit code: 0 where a server runs.</returns>
    private static async Task<int> ListTmuxAsync(Gateway gateway)
    {
        using var list = Process.Start(
            new ProcessStartInfo("tmux", ["-S", Path.Combine(gateway.Data, "tmux.sock"), "list-sessions"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        await list.WaitForExitAsync(Stop);
        return list.ExitCode;
    }

    /// <summary>The processes that carry a session's mark and sleep.</summary>
    private static List<int> Stray(string session)
    {
        var found = new List<int>();
        foreach (var path in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), out var pid)) continue;
            try
            {
                if (File.ReadAllText($"{path}/comm") == "sleep\n"
                    && File.ReadAllText($"{path}/environ").Contains($"AGW_SESSION={session}", StringComparison.Ordinal))
                        found.Add(pid);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It ended between being named and being read.
            }
        }

        return found;
    }
}
