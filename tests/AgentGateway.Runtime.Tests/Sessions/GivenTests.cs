using AgentGateway.Domain.Policy;
using System.Text;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>What sessions are given, and who else sees it.</summary>
public sealed class GivenTests
{
    private const string Canary = "canary-Zq81xYw7-secret";

    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task The_environment_is_what_was_given_and_little_else(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.EndAsync((await gateway.CreateAsync(new("/usr/bin/env", ["-0"], Backend: backend,
            Environment: new Dictionary<string, string> { ["GIVEN"] = "one\ntwo" }) { Size = new(Columns: 1000) })).Id);
        var raw = (await gateway.SessionOutput.ReadAsync(new(session.Id, 0, Format: "raw"), Stop)).Value.Base64!;
        var variables = Encoding.UTF8.GetString(
            Convert.FromBase64String(raw)).Replace("\r", "", StringComparison.Ordinal).Split('\0');
        Assert.Contains("GIVEN=one\ntwo", variables);
        Assert.Contains($"AGW_SESSION={session.Id}", variables);
        Assert.Contains($"AGW_HOOK_URL=http://127.0.0.1:1/hooks/{session.Id}", variables);
        Assert.Contains(variables, variable => variable.StartsWith("AGW_HOOK_TOKEN=", StringComparison.Ordinal));
        Assert.Contains("SHELL=/bin/bash", variables);
        Assert.DoesNotContain(variables, variable => variable.StartsWith("DAEMON_CANARY", StringComparison.Ordinal));
        Assert.DoesNotContain(variables, variable => variable.StartsWith("TMUX", StringComparison.Ordinal));
        Assert.Equal(["GIVEN"], session.Environment);
    }

    [Fact]
    public async Task A_setting_lets_more_of_the_daemons_environment_through()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { AllowedEnvironment = ["DAEMON_*"] }) });
        var session = await gateway.EndAsync((await gateway.ScriptAsync("echo [$DAEMON_CANARY]")).Id);
        Assert.Contains("[must-not-be-inherited]", await gateway.OutputAsync(session.Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_secret_reaches_its_program_and_nothing_that_is_kept(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.Combine(gateway.Data, "secrets"), OwnerOnly | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(gateway.Data, "secrets", "deploy"), Canary, Stop);
        File.SetUnixFileMode(Path.Combine(gateway.Data, "secrets", "deploy"), OwnerOnly);
        var session = await gateway.CreateAsync(new(
            "/bin/sh",
            [
                "-c",
                "test ${#TOKEN} = 22 && echo right; tr '\\0' ' ' < /proc/$$/cmdline; read x",
            ], Backend: backend,
            Environment: new Dictionary<string, string> { ["TOKEN"] = "secret:deploy", ["PASSWORD"] = Canary + "2" }));
        Assert.True((await gateway.WaitAsync(session.Id, "right")).Matched);
        Assert.Equal(["PASSWORD", "TOKEN"], session.Environment);
        foreach (var process in Directory.GetDirectories("/proc")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            Assert.DoesNotContain(Canary, ReadOrNothing(Path.Combine(process, "cmdline")), StringComparison.Ordinal);
        var again = (await gateway.Sessions.RestartAsync(Gateway.Client, session.Id, Stop)).Value.Session;
        Assert.Equal(2, again.Run);
        Assert.True((await gateway.WaitAsync(session.Id, "right")).Matched);
        await gateway.StopAsync();
        foreach (var file in Directory.GetFiles(
            gateway.Data, "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith("/secrets/deploy", StringComparison.Ordinal)
                    && !path.EndsWith(".sock", StringComparison.Ordinal)))
            Assert.DoesNotContain(
                Canary, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Stop)), StringComparison.Ordinal);
        await gateway.StartAgainAsync();
    }

    [Fact]
    public async Task What_looks_secret_is_not_shown_in_snapshots()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new(
            "/bin/sh",
            [
                "-c",
                "echo it is $API_KEY; read x",
            ], Backend: "pty", Environment: new Dictionary<string, string> { ["API_KEY"] = Canary }));
        await gateway.WaitAsync(session.Id, "it is");
        var snapshot = (await gateway.SessionHistory.SnapshotAsync(Gateway.Client, session.Id, "look", Stop)).Value;
        Assert.Equal(
            ("look", "it is [redacted]", gateway.Home), (snapshot.Reason, snapshot.Screen.Trim(), snapshot.Directory));
    }

    [Fact]
    public async Task A_secret_that_is_not_stored_is_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Equal(
            "secret_unknown",
            await gateway.RefusedAsync(
                new("/bin/true", Environment: new Dictionary<string, string> { ["X"] = "secret:nothing" })));
        Assert.Equal(
            "secret_unknown",
            await gateway.RefusedAsync(
                new("/bin/true", Environment: new Dictionary<string, string> { ["X"] = "secret:../agentgateway.db" })));
        Assert.Empty((await gateway.Sessions.ListAsync(new(All: true), Stop)).Value.Sessions);
    }

    [Fact]
    public async Task A_sandboxed_session_sees_neither_the_data_directory_nor_others()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.NeedSandboxAsync();
        var work = Path.Combine(gateway.Home, "work");
        Directory.CreateDirectory(work);
        await File.WriteAllTextAsync(Path.Combine(work, "mine"), "visible", Stop);
        foreach (var backend in (string[])["pty", "tmux"])
        {
            var session = await gateway.EndAsync((await gateway.CreateAsync(new(
                "/bin/sh",
                [
                    "-c",
                    $"cat mine; echo; ls {gateway.Data}; ls -d /proc/[0-9]* | wc -l; "
                        + "grep -c AGW_HOOK /proc/*/environ; echo kept > made",
                ], Backend: backend, Directory: work, Sandbox: SandboxProfile.Workspace))).Id);
            var output = await gateway.OutputAsync(session.Id);
            Assert.Contains("visible", output, StringComparison.Ordinal);
            Assert.DoesNotContain("agentgateway.db", output, StringComparison.Ordinal);
            Assert.True(session.Promise.Held);
            Assert.True(File.Exists(Path.Combine(work, "made")));
        }

        Assert.Equal(
            "directory_hidden",
            await gateway.RefusedAsync(
                new("/bin/sh", Directory: gateway.Data, Sandbox: SandboxProfile.Workspace)));
    }

    [Fact]
    public async Task Without_a_sandbox_the_session_says_what_it_cannot_promise()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("read x");
        Assert.False(session.Promise.Held);
        Assert.Contains("setsid", session.Promise.Statement, StringComparison.Ordinal);
    }

    private static string ReadOrNothing(string path)
    {
        try
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
