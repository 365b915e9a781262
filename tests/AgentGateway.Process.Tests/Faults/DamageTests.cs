using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>What a person is told when the database has lost what was acknowledged.</summary>
public sealed class DamageTests
{
    [Fact]
    public async Task A_lost_log_stops_the_start_with_what_is_lost_and_the_copy_to_go_back_to()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        await using (var daemon = await Daemon.StartAsync(data))
        {
            (await Agw.RunAsync("thread", "send", "Keep this", "--data", data)).Succeeded();
            (await Agw.RunAsync("backup", folder["copy.tar.gz"], "--data", data)).Succeeded();
            (await Agw.RunAsync("thread", "send", "And this", "--data", data)).Succeeded();
            await daemon.KillAsync();
        }

        File.Delete(Path.Combine(data, "agentgateway.db-wal"));
        var refused = await Spoken.ServeAsync(data);
        refused.RefusedWith("database_damaged");
        Assert.Contains("lost", refused.Error);
        Assert.Contains(folder["copy.tar.gz"], refused.Error);
        var doctor = await Agw.RunAsync("doctor", "--data", data);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("lost", doctor.Output);

        foreach (var file in Directory.GetFiles(data, "agentgateway.db*")) File.Delete(file);
        Assert.Contains($"tar -xzf {folder["copy.tar.gz"]} agentgateway.db", refused.Error);
        using (var tar = OsProcess.Start("tar", ["-xzf", folder["copy.tar.gz"], "-C", data, "agentgateway.db"]))
            await tar.WaitForExitAsync(Limits.Soon());
        await using var restored = await Daemon.StartAsync(data);
        Assert.Contains("thr_", (await Agw.RunAsync("thread", "search", "keep", "--data", data)).Succeeded());
    }

    [Fact]
    public async Task A_clean_stop_leaves_no_log_and_a_missing_database_is_not_begun_anew()
    {
        using var folder = new TemporaryFolder();
        await using (var daemon = await Daemon.StartAsync(folder["data"]))
        {
            (await Agw.RunAsync("thread", "send", "Keep this", "--data", daemon.Data)).Succeeded();
            await daemon.StopAsync();
        }

        Assert.True(new FileInfo(folder["data/agentgateway.db-wal"]) is { Exists: false } or { Length: 0 });
        File.Delete(folder["data/agentgateway.db"]);
        (await Spoken.ServeAsync(folder["data"])).RefusedWith("database_damaged");
        Assert.False(File.Exists(folder["data/agentgateway.db"]));
    }
}
