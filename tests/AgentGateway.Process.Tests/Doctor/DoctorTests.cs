using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Doctor;

/// <summary>What is wrong is found, with the command that mends it, whether or not a daemon runs.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_daemon_missing_programs_a_dead_model_and_an_unknown_default_agent_are_told()
    {
        await SettingsAsync(
            """
            {
              "Threads": { "DefaultAgent": "svorag" },
              "Providers": { "local": { "kind": "openai", "base_url": "http://127.0.0.1:1/v1" } }
            }
            """);
        var start = Agw.Start("doctor", "--json", "--data", Data);
        Directory.CreateDirectory(_folder["bin"]);
        await File.WriteAllTextAsync(_folder["bin/apt-get"], "", Limits.Soon());
        start.Environment["PATH"] = _folder["bin"];

        var run = await Agw.RunAsync(start);

        Assert.Equal(1, run.ExitCode);
        var findings = JsonNode.Parse(run.Output)!["findings"]!.AsArray();
        Told(findings, "tmux", "warn", "tmux is not installed", "apt-get install tmux");
        Told(findings, "sandbox", "warn", "not installed", "apt-get install bubblewrap");
        Told(findings, "git", "warn", "git is not installed", "apt-get install git");
        Told(findings, "models", "fail", "cannot be reached", "agw config set Providers:local:base_url");
        Told(findings, "agent", "fail", "\"svorag\"", "agw config set Threads:DefaultAgent svarog");
        Assert.False(Directory.Exists(Path.Combine(Data, "agents")), "Looking changes nothing.");
    }

    [Fact]
    public async Task A_database_that_is_none_is_told_without_a_daemon()
    {
        Directory.CreateDirectory(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(
            Path.Combine(Data, "agentgateway.db"), new string('x', 100_000), Limits.Soon());

        var run = await Agw.RunAsync("doctor", "--json", "--data", Data);

        Assert.Equal(1, run.ExitCode);
        var findings = JsonNode.Parse(run.Output)!["findings"]!.AsArray();
        Assert.Contains(findings, finding => finding!["check"].String() == "verify"
            && finding["status"].String() == "fail" && finding["hint"].String() is { Length: > 0 });
    }

    [Fact]
    public async Task Fix_takes_the_rights_of_others_away_and_what_a_killed_daemon_left()
    {
        await using (var daemon = await Daemon.StartAsync(Data)) await daemon.KillAsync();
        foreach (var path in (string[])["", "logs", "agentgateway.db"])
            File.SetUnixFileMode(
                Path.Combine(Data, path), File.GetUnixFileMode(Path.Combine(Data, path)) | UnixFileMode.OtherRead);
        var token = Path.Combine(Data, "token");
        File.SetUnixFileMode(token, File.GetUnixFileMode(token) | UnixFileMode.OtherRead);
        var before = (await Agw.RunAsync("doctor", "--data", Data)).Output;
        foreach (var told in (string[])[$"use {Data} ", $"{Data}/logs", "agentgateway.db (mode", "--fix"])
            Assert.Contains(told, before);

        var fixing = await Agw.RunAsync("doctor", "--fix", "--data", Data);

        foreach (var done in (string[])[$"{Data} is", $"{Data}/logs is", "agw.sock, which", "daemon.json, which"])
            Assert.Contains(fixing.Output.Split('\n'), line => line.StartsWith("fixed", StringComparison.Ordinal)
                && line.Contains(done, StringComparison.Ordinal));
        Assert.True((File.GetUnixFileMode(Data) & UnixFileMode.OtherRead) == 0);
        Assert.False(File.Exists(Path.Combine(Data, "agw.sock")));
        // A token that others may have read is not made right by its mode.
        Assert.Equal(1, fixing.ExitCode);
        Assert.Contains("chmod 600", fixing.Output);
        File.Delete(token);
        Assert.DoesNotContain("fixed", (await Agw.RunAsync("doctor", "--fix", "--data", Data)).Output);
    }

    [Fact]
    public async Task Fix_leaves_what_a_running_daemon_uses()
    {
        await using var daemon = await Daemon.StartAsync(Data);

        (await Agw.RunAsync("doctor", "--fix", "--data", Data)).Succeeded();

        (await Agw.RunAsync("status", "--data", Data)).Succeeded();
    }

    [Fact]
    public async Task A_changed_setting_is_used_at_once_or_named_with_what_makes_it_count()
    {
        await SettingsAsync("""{ "Http": { "HeartbeatSeconds": 15 } }""");
        await using var daemon = await Daemon.StartAsync(Data);

        await SettingsAsync(
            """
            {
              "Http": { "HeartbeatSeconds": 20, "AllowedHosts": ["one", "two"] },
              "Threads": { "TitleCharactersMax": 10, "DefaultAgent": "mokosh" },
              "Agents": { "mokosh": { "persona": "You are Mokosh." } },
              "Log": { "Level": "Debug" },
              "Providers": { "local": { "kind": "openai", "base_url": "http://127.0.0.1:1/v1" } }
            }
            """);

        var status = JsonNode.Parse((await RunAsync("status", "--json")).Succeeded())!;
        Assert.Equal(
            ["Http:AllowedHosts", "Http:HeartbeatSeconds"],
            status["settings_pending"]!.AsArray().Select(key => key.String()));
        Assert.Contains(
            "Http:HeartbeatSeconds changed, takes effect after agw stop; agw serve",
            (await RunAsync("status")).Succeeded());
        var findings = JsonNode.Parse((await RunAsync("doctor", "--json")).Output)!["findings"]!.AsArray();
        Told(findings, "settings", "warn", "Http:HeartbeatSeconds changed", "agw stop; agw serve");
        Told(findings, "models", "fail", "cannot be reached", "127.0.0.1:1");
        (await RunAsync("thread", "new", "--title", "Far too long a title")).RefusedWith("title_too_long");
        var thread = (await RunAsync("thread", "new", "--title", "Short")).Succeeded().Trim();
        Assert.Equal(
            "mokosh",
            JsonNode.Parse(
                (await RunAsync("thread", "read", thread, "--json")).Succeeded())!["thread"]!["owner"].String());

        await SettingsAsync("""{ "Threads": { "TitleCharactersMax": "many" } }""");
        (await RunAsync("thread", "new", "--title", "Far too long a title")).RefusedWith("title_too_long");
        Assert.Equal(1, (await RunAsync("doctor")).ExitCode);
        await SettingsAsync("""{ "Http": { "HeartbeatSeconds": 15 } }""");
        Assert.Null(JsonNode.Parse((await RunAsync("status", "--json")).Succeeded())!["settings_pending"]);
        await daemon.StopAsync();
        var log = await daemon.ErrorAsync();
        Assert.Contains("Http:HeartbeatSeconds changed, takes effect after agw stop; agw serve.", log);
        Assert.Contains("Threads:TitleCharactersMax changed and is in use.", log);
        Assert.Contains("The changed settings are not taken", log);
        Assert.DoesNotContain("You are Mokosh", log);
    }

    private static void Told(JsonArray findings, string check, string status, string message, string hint) =>
        Assert.True(
            findings.Any(finding => finding!["check"].String() == check
                && finding["status"].String() == status
                && finding["message"].String()!.Contains(message, StringComparison.Ordinal)
                && finding["hint"].String()!.Contains(hint, StringComparison.Ordinal)),
            $"{check} {status} {message} {hint}\n{findings}");

    private Task<Finished> RunAsync(params string[] verb) => Agw.RunAsync([.. verb, "--data", Data]);

    /// <summary>Writes the file anew in one step, as good editors do.</summary>
    private async Task SettingsAsync(string json)
    {
        Directory.CreateDirectory(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(_folder["draft"], json, Limits.Soon());
        File.Move(_folder["draft"], Path.Combine(Data, "appsettings.json"), overwrite: true);
    }
}
