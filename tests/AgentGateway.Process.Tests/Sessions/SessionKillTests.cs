using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>
/// kill -9 of the daemon with twenty sessions open, some of them with children that ignore every polite signal or have
/// left their terminal: what was on a pty is lost and leaves no process behind, what was in tmux goes on.
/// </summary>
public sealed class SessionKillTests : IDisposable
{
    private const int SessionsCount = 20;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sessions_on_ptys_are_lost_and_leave_no_orphan()
    {
        var sessions = new List<string>();
        await using (var daemon = await Daemon.StartAsync(_folder["data"]))
        {
            // A client over stdio would start the daemon again.
            await using var client = await McpClient.ConnectAsync(daemon, Door.HttpModern);
            for (var number = 0; number < SessionsCount; number++)
            {
                var script = (number % 4) switch
                {
                    0 => "echo ready; sleep 1000",
                    1 => "trap '' HUP TERM; echo ready; while :; do sleep 1000; done",
                    2 => "trap '' HUP TERM; setsid sleep 1000 & sleep 1000 & echo ready; wait",
                    _ => "echo ready; yes",
                };
                sessions.Add(
                    await client.StartAsync(
                        new { command = "/bin/sh", args = new[] { "-c",
                            script }, backend = "pty", name = $"s{number}" }));
            }

            foreach (var session in sessions)
                Assert.True((await client.UntilAsync(session, "ready"))["matched"]!.GetValue<bool>());
            Assert.True(Marked(sessions).Count >= SessionsCount);
            await daemon.KillAsync();
        }

        await using var next = await Daemon.StartAsync(_folder["data"]);
        await using var later = await McpClient.ConnectAsync(next, Door.StdioModern);
        foreach (var session in sessions)
        {
            await Eventually.TrueAsync(
                async () => (await later.SessionAsync(session))["state"].String() == "failed",
                $"{session} is shown as lost");
            var lost = await later.SessionAsync(session);
            Assert.Equal("session_lost", lost["failure"]!["code"].String());
            Assert.Equal(1, lost["run"]!.GetValue<int>());
        }

        Assert.Empty(Marked(sessions));
        // What it printed is there still, as far as the ring reaches back.
        Assert.Contains("ready", (await later.ScreenAsync("s0")).Text("text"));
        await later.CallAsync("session_restart", new { session_id = "s0" });
        Assert.Equal("running", (await later.SessionAsync("s0"))["state"].String());
        (await Agw.RunAsync("journal", "verify", "--data", _folder["data"])).Succeeded();
    }

    [Fact]
    public async Task Sessions_in_tmux_are_adopted_and_go_on_with_their_gap_marked()
    {
        Terminals.Need("tmux");
        var sessions = new Dictionary<string, int>();
        await using (var daemon = await Daemon.StartAsync(_folder["data"]))
        {
            // A client over stdio would start the daemon again.
            await using var client = await McpClient.ConnectAsync(daemon, Door.HttpModern);
            for (var number = 0; number < SessionsCount; number++)
            {
                var session = await client.StartShellAsync("tmux");
                await client.TypeAsync(session, $"echo num''ber {number}");
                await client.SeeAsync(session, $"number {number}");
                sessions.Add(session, (await client.SessionAsync(session))["pid"]!.GetValue<int>());
            }

            await daemon.KillAsync();
        }

        await using var next = await Daemon.StartAsync(_folder["data"]);
        await using var later = await McpClient.ConnectAsync(next, Door.StdioModern);
        var count = 0;
        foreach (var (session, pid) in sessions)
        {
            await Eventually.TrueAsync(
                async () => (await later.SessionAsync(session))["gaps"] is not null, $"{session} is taken over");
            var adopted = await later.SessionAsync(session);
            Assert.Equal(
                ("running", pid, 1),
                (adopted["state"].String(), adopted["pid"]!.GetValue<int>(), adopted["run"]!.GetValue<int>()));
            await later.SeeAsync(session, $"number {count++}");
            await later.TypeAsync(session, "echo go''es on");
            Assert.True((await later.UntilAsync(session, "^goes on$"))["matched"]!.GetValue<bool>());
            await later.CallAsync("session_remove", new { session_id = session });
        }

        Assert.Empty(Marked([.. sessions.Keys]));
        (await Agw.RunAsync("journal", "verify", "--data", _folder["data"])).Succeeded();
    }

    [Fact]
    public async Task A_daemon_that_is_told_to_stop_takes_its_ptys_with_it()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, Door.StdioModern);
        var session = await client.StartAsync(
            new { command = "/bin/sh", args = new[] { "-c", "echo ready; sleep 1000" }, backend = "pty" });
        await client.UntilAsync(session, "ready");
        Assert.Equal(0, await daemon.StopAsync());
        Assert.Empty(Marked([session]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The processes that carry the mark of one of these sessions.</summary>
    private static List<int> Marked(List<string> sessions)
    {
        var found = new List<int>();
        foreach (var path in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), out var pid)) continue;
            try
            {
                var environment = File.ReadAllText($"{path}/environ");
                if (sessions.Any(session => environment.Contains($"AGW_SESSION={session}\0", StringComparison.Ordinal)))
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
