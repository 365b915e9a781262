using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

public sealed class SingleDaemonTests
{
    [Fact]
    public async Task A_second_daemon_is_refused_and_told_of_the_first()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);

        var second = await Spoken.ServeAsync(daemon.Data);

        second.RefusedWith("daemon_running");
        Assert.Contains($"pid {daemon.Pid}", second.Error);
        Assert.Contains(daemon.Url.ToString().TrimEnd('/'), second.Error);
        Assert.Empty(second.Output);
        (await Agw.RunAsync("status", "--data", daemon.Data)).Succeeded();
    }

    [Fact]
    public async Task A_killed_daemon_leaves_no_lock()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await Daemon.StartAsync(folder["data"])) await first.KillAsync();
        Assert.True(File.Exists(Path.Combine(folder["data"], "daemon.json")));

        await using var second = await Daemon.StartAsync(folder["data"]);

        var about = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder["data"], "daemon.json"), Limits.Soon()))!;
        Assert.Equal(second.Pid, about["pid"]!.GetValue<int>());
    }

    [Fact]
    public async Task Stop_returns_when_the_daemon_is_gone()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);

        (await Agw.RunAsync("stop", "--data", daemon.Data)).Succeeded();

        // Its place is free at once.
        await using var next = await Daemon.StartAsync(folder["data"]);
        Assert.Equal(0, await daemon.StopAsync());
        Assert.DoesNotContain("error", await daemon.ErrorAsync());
    }

    [Fact]
    public async Task A_daemon_that_does_not_answer_is_told_from_none()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        File.Delete(Path.Combine(daemon.Data, "agw.sock"));

        var status = await Agw.RunAsync("status", "--data", daemon.Data);

        status.RefusedWith("daemon_unreachable", exitCode: 3);
        Assert.Contains($"pid {daemon.Pid}", status.Error);
        Assert.Equal(1, (await Agw.RunAsync("doctor", "--data", daemon.Data)).ExitCode);
    }

    [Fact]
    public async Task It_cannot_be_looked_into_by_other_processes()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);

        // The files of a process that is not dumpable belong to root, no matter which user runs it.
        var status = await File.ReadAllLinesAsync($"/proc/{daemon.Pid}/status", Limits.Soon());
        if (status.First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1] == "0")
            Assert.Skip("Root may look into every process.");
        Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllBytes($"/proc/{daemon.Pid}/environ"));
    }
}
