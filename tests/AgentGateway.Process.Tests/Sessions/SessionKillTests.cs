using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Sessions.Verbs;
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

    private readonly TemporaryFolder _folder = new(Agw.WorkingDirectory);

    [Fact]
    public async Task Sessions_on_ptys_are_lost_and_leave_no_orphan()
    {
        var sessions = new List<string>();
        await using (var daemon = await Daemon.StartAsync(_folder["data"]))
        {
            // A client over stdio would start the daemon again.
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
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
        await using var later = await McpClient.ConnectAsync(next, ConnectionKind.StdioModern);
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
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
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
        await using var later = await McpClient.ConnectAsync(next, ConnectionKind.StdioModern);
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

    /// <summary>
    /// As at(1) does: a process that nothing waits for, without the terminal, its session and its environment. The daemon
    /// that saw it leave is gone, so the tmux server has to have kept it.
    /// </summary>
    [Fact]
    public async Task What_left_a_terminal_in_tmux_is_inside_for_the_next_daemon_too()
    {
        Terminals.Need("tmux");
        var verb = $"{Agw.File} session list --data {_folder["data"]}";
        await File.WriteAllTextAsync(
            _folder["later"],
            $"""
            echo $PPID >{_folder["left.new"]} && mv {_folder["left.new"]} {_folder["left"]}
            until [ -e {_folder["go"]} ]; do sleep 0.05; done
            {verb} >{_folder["out.new"]} 2>&1; mv {_folder["out.new"]} {_folder["out"]}
            """,
            Limits.Soon());
        await using (var daemon = await Daemon.StartAsync(_folder["data"]))
        {
            await using var shell = await SessionOfTest.CreateAsync(daemon, "tmux");
            (await shell.RunAsync(
                "send", $"(env -i PATH=$PATH setsid sh {_folder["later"]} >/dev/null 2>&1 &)")).Succeeded();
            await Eventually.TrueAsync(() => Task.FromResult(File.Exists(_folder["left"])), "it has left");
            await daemon.KillAsync();
        }

        await using var next = await Daemon.StartAsync(_folder["data"]);
        await File.WriteAllTextAsync(_folder["go"], "", Limits.Soon());
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(_folder["out"])), "the verb has answered");
        Assert.Contains("inside_session", await File.ReadAllTextAsync(_folder["out"], Limits.Soon()));
        await using var client = await McpClient.ConnectAsync(next, ConnectionKind.HttpModern);
        foreach (var session in (await client.CallAsync("session_list")).List("sessions").OfType<JsonNode>())
            await client.CallAsync("session_remove", new { session_id = session["id"].String() });
    }

    /// <summary>The proxy refuses this address to all, so no other server can have given that answer.</summary>
    [Fact]
    public async Task The_network_of_a_session_in_tmux_is_served_again_after_the_daemon_was_killed()
    {
        Terminals.Need("tmux");
        const string Ask = "exec 3<>/dev/tcp/127.0.0.1/3128; "
            + "printf 'GET http://127.0.0.1:9/ HTTP/1.1\\r\\n\\r\\n' >&3; head -1 <&3";
        var work = Directory.CreateDirectory(_folder["work"]).FullName;
        string session;
        await using (var daemon = await Daemon.StartAsync(_folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            var created = await client.TryAsync(
                "session_create",
                new
                {
                    command = "bash", args = new[] { "--norc" }, directory = work, backend = "tmux", sandbox = "network",
                });
            if (created.Refused) Assert.Skip(created.Text("message"));
            session = created.Text("session_id");
            Assert.Contains("address_refused", await AskAsync(client));
            await daemon.KillAsync();
        }

        await using var next = await Daemon.StartAsync(_folder["data"]);
        await using var later = await McpClient.ConnectAsync(next, ConnectionKind.HttpModern);
        Assert.Contains("address_refused", await AskAsync(later));
        await later.CallAsync("session_remove", new { session_id = session });

        async Task<string> AskAsync(McpClient client) =>
            (await client.CallAsync("session_run", new { command = Ask, session_id = session })).Text("output");
    }

    [Fact]
    public async Task A_daemon_that_is_told_to_stop_takes_its_ptys_with_it()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
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
