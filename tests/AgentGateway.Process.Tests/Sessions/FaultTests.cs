using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>What is taken away from under the daemon: its tmux server, its file descriptors.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_tmux_server_that_is_killed_ends_its_sessions_and_no_other()
    {
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var pty = await client.StartShellAsync();
        var tmux = await client.StartShellAsync("tmux");
        await client.TypeAsync(tmux, "echo kept wo''rds");
        await client.SeeAsync(tmux, "kept words");
        var server = ParentOf((await client.SessionAsync(tmux))["pid"]!.GetValue<int>());
        Assert.Contains("tmux", await File.ReadAllTextAsync($"/proc/{server}/comm", Limits.Soon()));

        using (var process = OsProcess.GetProcessById(server)) process.Kill();

        var ended = await client.EndAsync(tmux);
        Assert.Contains(ended["state"].String(), new[] { "failed", "completed", "stopped" });
        Assert.Contains("kept words", (await client.ScreenAsync(tmux)).Text("text"));
        await client.TypeAsync(pty, "echo un''harmed");
        await client.SeeAsync(pty, "unharmed");
        var next = await client.StartShellAsync("tmux");
        await client.TypeAsync(next, "echo a new ser''ver");
        await client.SeeAsync(next, "a new server");
        await client.CallAsync("session_remove", new { session_id = next });
    }

    [Fact]
    public async Task Without_descriptors_new_sessions_are_refused_and_old_ones_work()
    {
        await using var daemon = await Daemon.StartLimitedAsync(_folder["data"], descriptors: 320);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var first = await client.StartShellAsync();

        var sessions = new List<string>();
        ToolResult answer;
        while (!(answer = await client.TryAsync("session_create", new { command = "cat", backend = "pty" })).Refused
            && sessions.Count < 320)
            sessions.Add(answer.Text("session_id"));

        Assert.Equal("descriptors_exhausted", answer.RefusedWith());
        Assert.NotEmpty(sessions);
        await client.TypeAsync(first, "echo still wor''king");
        await client.SeeAsync(first, "still working");
        foreach (var session in sessions.TakeLast(10))
            await client.CallAsync("session_remove", new { session_id = session });
        var another = await client.StartAsync(new { command = "cat", backend = "pty" });
        await client.TypeAsync(another, "room again");
        await client.SeeAsync(another, "room again");
    }

    public void Dispose() => _folder.Dispose();

    private static int ParentOf(int pid)
    {
        // The name may hold blanks and brackets; what follows its last bracket is the state and the parent.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
    }
}
