using System.Security.Cryptography;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Faults;

/// <summary><c>agw backup</c> and <c>agw restore</c>, as a person types them, while sessions run.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];

    private string Restored => _folder["restored"];

    private string Archive => _folder["agw.tar.gz"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_running_daemon_has_is_restored_beside_it_and_its_sessions_stay_its_own()
    {
        await using var daemon = await Daemon.StartAsync(Data);
        (await Agw.RunAsync("thread", "send", "Keep this", "--data", Data)).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(Data, "policy.yaml"), "rules: []\n", Limits.Soon());
        Directory.CreateDirectory(Path.Combine(Data, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(Data, "secrets", "CANARY"), "a secret value", Limits.Soon());
        string[] backends = Programs.Has("tmux") ? ["pty", "tmux"] : ["pty"];
        foreach (var backend in backends)
            (await Agw.RunAsync(
                "session", "create", "--data", Data, "--name", backend, "--backend", backend, "--", "sleep", "1000"))
                .Succeeded();

        var told = (await Agw.RunAsync("backup", Archive, "--json", "--data", Data)).Json();
        Assert.Equal(
            ["journal", "output", "settings"],
            told["sections"]!.AsArray().Select(section => section!["section"].String()));
        (await Agw.RunAsync("backup", Archive, "--data", Data)).RefusedWith("file_exists");
        var table = (await Agw.RunAsync("backup", Archive, "--force", "--secrets", "--data", Data)).Succeeded();
        Assert.Contains("secrets", table);
        (await Agw.RunAsync("restore", Archive, "--data", Data)).RefusedWith("daemon_running");
        Assert.Contains("is whole", (await Agw.RunAsync("restore", "--list", Archive)).Succeeded());

        (await Agw.RunAsync("restore", Archive, "--data", Restored)).Succeeded();
        Assert.Equal(
            "a secret value", await File.ReadAllTextAsync(Path.Combine(Restored, "secrets", "CANARY"), Limits.Soon()));
        (await Agw.RunAsync("restore", Archive, "--data", Restored)).RefusedWith("directory_not_empty");
        await using (var other = await Daemon.StartAsync(Restored))
        {
            foreach (var backend in backends)
            {
                var lost = (await Agw.RunAsync("session", "get", backend, "--json", "--data", Restored)).Json();
                Assert.Equal("failed", lost["session"]!["state"].String());
                Assert.Equal("session_lost", lost["session"]!["failure"]!["code"].String());
                (await Agw.RunAsync("session", "stop", backend, "--data", Restored)).Succeeded();
                (await Agw.RunAsync("session", "remove", backend, "--data", Restored)).Succeeded();
            }

            Assert.Contains("thr_", (await Agw.RunAsync("thread", "search", "keep", "--data", Restored)).Succeeded());
            (await Agw.RunAsync("events", "--after", $"{told["journal"]}:1", "--data", Restored))
                .RefusedWith("cursor_unknown");
            await other.StopAsync();
            Assert.DoesNotContain("tried again", await other.ErrorAsync());
            Assert.Contains("Listening on", await File.ReadAllTextAsync(
                Path.Combine(Restored, "logs", "agw.log"), Limits.Soon()));
            Assert.False(IsTmuxServed(Restored));
        }

        foreach (var backend in backends)
            Assert.Equal(
                "running",
                (await Agw.RunAsync("session", "get", backend, "--json", "--data", Data)).Json()["session"]!["state"]
                    .String());
    }

    [Fact]
    public async Task A_kill_during_backup_or_restore_leaves_no_half_of_a_file_or_directory()
    {
        await using (var daemon = await Daemon.StartAsync(Data))
            await daemon.StopAsync();
        // So much that cannot be compressed takes a while to write.
        var large = RandomNumberGenerator.GetBytes(1024 * 1024);
        await using (var file = File.Create(Path.Combine(Data, "large")))
            for (var part = 0; part < 96; part++)
                await file.WriteAsync(large, Limits.Soon());

        await KillInTheMiddleAsync(Archive, Archive + ".unfinished", "backup", Archive, "--data", Data);
        Assert.False(File.Exists(Archive));
        (await Agw.RunAsync("backup", Archive, "--data", Data)).Succeeded();
        Assert.False(Directory.Exists(Archive + ".unfinished"));

        await KillInTheMiddleAsync(Restored, Restored + ".restoring", "restore", Archive, "--data", Restored);
        Assert.False(Directory.Exists(Restored));
        (await Agw.RunAsync("restore", Archive, "--data", Restored)).Succeeded();
        Assert.False(Directory.Exists(Restored + ".restoring"));
        Assert.Equal(96 * large.Length, new FileInfo(Path.Combine(Restored, "large")).Length);
    }

    /// <summary>
    /// Kills the process while its draft is there and its result is not. On a busy machine it may have come further
    /// before it is killed; then its result is taken back and it is started again.
    /// </summary>
    private static async Task KillInTheMiddleAsync(string result, string draft, params string[] arguments)
    {
        while (true)
        {
            using var process = OsProcess.Start(Agw.Start(arguments))!;
            await Eventually.TrueAsync(() => Directory.Exists(draft) || process.HasExited);
            process.Kill();
            await process.WaitForExitAsync(Limits.Soon());
            if (!Path.Exists(result))
            {
                Assert.True(Directory.Exists(draft));
                return;
            }

            if (Directory.Exists(result)) Directory.Delete(result, recursive: true);
            else File.Delete(result);
        }
    }

    private static bool IsTmuxServed(string data)
    {
        if (!Programs.Has("tmux")) return false;
        using var list = OsProcess.Start(
            new System.Diagnostics.ProcessStartInfo("tmux", ["-S", Path.Combine(data, "tmux.sock"), "list-sessions"])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
        list.WaitForExit(Limits.Signal);
        return list.ExitCode == 0;
    }
}
