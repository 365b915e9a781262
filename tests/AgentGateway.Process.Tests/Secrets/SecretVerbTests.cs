using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Secrets;

/// <summary><c>agw secret …</c>, as a person types it.</summary>
public sealed class SecretVerbTests
{
    private const string Canary = "canary-5f1d0c";

    [Fact]
    public async Task A_secret_comes_from_standard_input_and_is_never_shown()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        Assert.DoesNotContain(
            Canary, (await SetAsync(daemon, "TOKEN", Canary + "\n")).Succeeded(), StringComparison.Ordinal);
        Assert.Equal(Canary, await File.ReadAllTextAsync(folder["data/secrets/TOKEN"], Limits.Soon()));

        var listed = (await Agw.RunAsync("secret", "list", "--data", daemon.Data)).Succeeded();
        Assert.Contains("TOKEN", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, listed, StringComparison.Ordinal);
        (await Agw.RunAsync("secret", "remove", "TOKEN", "--data", daemon.Data)).Succeeded();
        Assert.False(File.Exists(folder["data/secrets/TOKEN"]));
        var gone = await Agw.RunAsync("secret", "remove", "TOKEN", "--data", daemon.Data);
        Assert.Equal((1, true), (gone.ExitCode, gone.Error.Contains("secret_unknown", StringComparison.Ordinal)));

        await daemon.StopAsync();
        Assert.DoesNotContain(Canary, await daemon.ErrorAsync(), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(daemon.Data, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(
                Canary,
                await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Limits.Soon()),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_given_a_secret_by_its_name()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        (await SetAsync(daemon, "TOKEN", Canary)).Succeeded();
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        object Request(string secret) =>
            new { command = "sh", args = new[]
            {
                "-c",
                $"test ${{#KEY}} = {Canary.Length} && echo it fits; exec sleep 1000",
            }, backend = "pty", environment = new { KEY = $"secret:{secret}" } };
        var session = await client.CallAsync("session_create", Request("TOKEN"));
        var seen = await client.CallAsync(
            "session_wait",
            new { session_id = session.Text("session_id"), until = "pattern", pattern = "it fits", offset = 0 });
        Assert.True(seen["matched"]!.GetValue<bool>());
        foreach (var name in (string[])["OTHER", "../token", "."])
            Assert.Equal("secret_unknown", (await client.TryAsync("session_create", Request(name))).RefusedWith());
        using (var chmod = OsProcess.Start(
            "chmod", ["644", folder["data/secrets/TOKEN"]])) await chmod.WaitForExitAsync(Limits.Soon());
        Assert.Equal("secret_permissions", (await client.TryAsync("session_create", Request("TOKEN"))).RefusedWith());
    }

    [Fact]
    public async Task Bad_input_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        Assert.Contains("empty_secret", (await SetAsync(daemon, "TOKEN", "\n")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "invalid_secret_name", (await SetAsync(daemon, "../token", "x")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "secret_too_long",
            (await SetAsync(daemon, "TOKEN", new string('x', 70_000))).Error,
            StringComparison.Ordinal);
        Assert.Equal(2, (await Agw.RunAsync("secret", "set", "TOKEN", "value", "--data", daemon.Data)).ExitCode);
        Assert.False(Directory.Exists(folder["data/secrets"]));
    }

    [Fact]
    public async Task No_tool_and_no_client_has_to_do_with_secrets()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var tools = await client.RequestAsync("tools/list");
        Assert.DoesNotContain(
            tools["tools"]!.AsArray(), tool => tool!["name"].String()!.Contains("secret", StringComparison.Ordinal));
        await Assert.ThrowsAsync<McpError>(() => client.TryAsync("secret_list"));
    }

    [Fact]
    public async Task Doctor_warns_of_a_secret_that_others_can_read()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        (await SetAsync(daemon, "TOKEN", "x")).Succeeded();
        Assert.Contains("for its owner alone", Line(await DoctorAsync(daemon)), StringComparison.Ordinal);
        using (var chmod = OsProcess.Start(
            "chmod", ["644", folder["data/secrets/TOKEN"]])) await chmod.WaitForExitAsync(Limits.Soon());
        Assert.Contains("chmod 600", await DoctorAsync(daemon), StringComparison.Ordinal);

        static string Line(string output) =>
            output.Split('\n').First(line => line.Contains("secrets", StringComparison.Ordinal));
    }

    private static async Task<string> DoctorAsync(Daemon daemon) =>
        (await Agw.RunAsync("doctor", "--data", daemon.Data)).Output;

    private static async Task<Finished> SetAsync(Daemon daemon, string name, string value)
    {
        var start = Agw.Start("secret", "set", name, "--data", daemon.Data);
        using var process = OsProcess.Start(start)!;
        await process.StandardInput.WriteAsync(value);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(Limits.Soon());
        return new(process.ExitCode, await output, await error);
    }
}
