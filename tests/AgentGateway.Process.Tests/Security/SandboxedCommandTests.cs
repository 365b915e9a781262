using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Security;

/// <summary>What a command that somebody approved can do: what it showed, and not what the gateway keeps.</summary>
public sealed class SandboxedCommandTests(DaemonFixture fixture)
{
    /// <summary>The line says nothing of the gateway, so that nothing but the sandbox is in its way.</summary>
    [Fact]
    public async Task An_approved_command_works_in_the_users_files_and_finds_nothing_of_the_gateways()
    {
        if (Programs.Find("bwrap") is null) Assert.Skip("bubblewrap is not installed.");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["look.sh"], $"""
            echo "files: $(ls -A '{fixture.Daemon.Data}' | wc -l)"
            cat '{fixture.Daemon.Data}/token' 2>/dev/null
            test -d /proc/{fixture.Daemon.Pid} && tr '\0' ' ' < /proc/{fixture.Daemon.Pid}/cmdline
            echo "made" > made.txt
            echo x > '{fixture.Daemon.Data}/made.txt'
            """, Limits.Soon());
        await using var client = await McpClient.ConnectAsync(fixture.Daemon, Door.StdioModern, directory: folder["."]);
        var sent = await client.SendAsync(await client.NewThreadAsync(), "/run sh look.sh; echo ended");
        (await Agw.RunAsync(
            "approve", sent.List("waiting_for")[0].String()!, "--data", fixture.Daemon.Data)).Succeeded();

        var reply = (await client.WaitAsync(sent.Text("turn_id")))["reply"]!["text"].String()!;

        Assert.Contains("ended", reply);
        if (reply.Contains("does not work here", StringComparison.Ordinal)) Assert.Skip(reply);
        Assert.Contains("files: 0", reply);
        Assert.DoesNotContain(fixture.Daemon.Token, reply);
        Assert.DoesNotContain("serve", reply);
        Assert.Equal("made\n", await File.ReadAllTextAsync(folder["made.txt"], Limits.Soon()));
        Assert.False(File.Exists(Path.Combine(fixture.Daemon.Data, "made.txt")));
    }

    [Fact]
    public async Task A_command_that_names_what_is_the_gateways_is_not_even_asked_about()
    {
        await using var client = await fixture.ConnectAsync(Door.HttpModern);
        foreach (var line in new[]
        {
            $"cat {fixture.Daemon.Data}/token",
            $"echo x > {fixture.Daemon.Data}/policy.yaml",
            $"kill {fixture.Daemon.Pid}",
            "agw stop",
            "rm -rf ~",
            "find / -delete",
        })
        {
            var sent = await client.SendAsync(await client.NewThreadAsync(), "/run " + line);
            Assert.Equal("completed", sent.Text("status"));
            Assert.Contains("Denied by policy", sent["reply"]!["text"].String()!);
        }
    }
}
