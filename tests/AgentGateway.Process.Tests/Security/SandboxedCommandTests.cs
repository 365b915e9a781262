using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Security;

/// <summary>
/// What a command of an agent can do without an approval: work in its workspace, and find nothing of the
/// gateway's, of the home directory and of other programs.
/// </summary>
public sealed class SandboxedCommandTests(DaemonFixture fixture)
{
    /// <summary>The line says nothing of the gateway, so that nothing but the sandbox is in its way.</summary>
    [Fact]
    public async Task A_command_works_in_its_workspace_unasked_and_finds_nothing_of_the_gateways()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["look.sh"], $"""
            echo "files: $(ls -A '{fixture.Daemon.Data}' | wc -l)"
            cat '{fixture.Daemon.Data}/token' 2>/dev/null
            test -d /proc/{fixture.Daemon.Pid} && tr '\0' ' ' < /proc/{fixture.Daemon.Pid}/cmdline
            echo "made" > made.txt
            echo x > '{fixture.Daemon.Data}/made.txt'
            """, Limits.Soon());

        var said = await RunAsync("sh look.sh; echo ended", folder);

        Assert.Contains("ended", said);
        Assert.Contains("files: 0", said);
        Assert.DoesNotContain(fixture.Daemon.Token, said);
        Assert.DoesNotContain("serve", said);
        Assert.Equal("made\n", await File.ReadAllTextAsync(folder["made.txt"], Limits.Soon()));
        Assert.False(File.Exists(Path.Combine(fixture.Daemon.Data, "made.txt")));
    }

    [Fact]
    public async Task What_is_elsewhere_is_neither_read_nor_written_and_nothing_is_reached()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        await File.WriteAllTextAsync(elsewhere["secret.txt"], "not to be seen", Limits.Soon());
        var home = Environment.GetEnvironmentVariable("HOME");
        foreach (var line in new[]
        {
            $"cat {elsewhere["secret.txt"]}",
            $"cat {fixture.Daemon.Data}/token",
            $"echo x > {elsewhere["mark"]}",
            $"touch '{home}/agw-mark-of-a-test'",
            $"exec 3<>/dev/tcp/127.0.0.1/{fixture.Daemon.Url.Port} && echo connected",
        })
        {
            var said = await RunAsync($"bash -c '{line.Replace("'", "", StringComparison.Ordinal)}'", folder);
            Assert.DoesNotContain("not to be seen", said);
            Assert.DoesNotContain(fixture.Daemon.Token, said);
            Assert.DoesNotContain("connected\n", said + "\n");
        }

        Assert.False(File.Exists(elsewhere["mark"]));
        Assert.False(File.Exists(Path.Combine(home!, "agw-mark-of-a-test")));
    }

    [Fact]
    public async Task A_command_that_could_only_be_meant_to_do_harm_is_denied_in_a_sandbox_too()
    {
        using var folder = new TemporaryFolder();
        foreach (var line in new[]
        {
            $"echo x > {fixture.Daemon.Data}/policy.yaml",
            $"kill {fixture.Daemon.Pid}",
            "agw stop",
            "rm -rf ~",
            "find / -delete",
        })
            Assert.Contains("Denied by policy", await RunAsync(line, folder));
    }

    [Fact]
    public async Task Without_a_sandbox_it_waits_for_a_person()
    {
        if (!Programs.Has("bwrap")) Assert.Skip("bubblewrap is not installed.");
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var task = await client.CallAsync(
            "task_create",
            new { title = "open", tool = "run_command", arguments = new { command = "date", sandbox = "open" } });

        var waited = await client.CallAsync(
            "task_wait", new { task_id = task.Text("task_id"), timeout_seconds = 30 });

        Assert.Equal("approval", waited["task"]!["waiting_for"].String());
        await client.CallAsync("task_cancel", new { task_id = task.Text("task_id") });
    }

    /// <summary>What the command answered, in a thread whose workspace is the folder, without an approval.</summary>
    private async Task<string> RunAsync(string line, TemporaryFolder folder)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        if (Programs.Find("bwrap") is null) Assert.Skip("bubblewrap is not installed.");
        var sent = await client.SendAsync(await client.NewThreadAsync(workspace: folder.Path), "/run " + line);
        Assert.Equal("completed", sent.Text("status"));
        return sent["reply"]!["text"].String()!;
    }
}
