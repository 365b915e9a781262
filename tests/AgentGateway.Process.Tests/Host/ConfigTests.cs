using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary><c>agw config</c> and <c>agw logs</c>, which need no daemon.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Settings => _folder["data/appsettings.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_setting_is_set_shown_and_refused_where_it_cannot_hold()
    {
        Assert.Equal(Settings, (await RunAsync("config", "path")).Succeeded().Trim());
        (await RunAsync("config", "set", "Threads:DefaultAgent", "weles")).Succeeded();
        (await RunAsync("config", "set", "Http:AllowedHosts", """["a.local"]""")).Succeeded();
        (await RunAsync("config", "set", "Providers:mine:kind", "openai")).Succeeded();
        (await RunAsync("config", "set", "Providers:mine:api_key", "sk-canary")).Succeeded();
        var before = await File.ReadAllTextAsync(Settings, Limits.Soon());

        (await RunAsync("config", "set", "Threads:TurnsMax", "many")).RefusedWith("invalid_setting");
        (await RunAsync("config", "set", "Treads:TurnsMax", "3")).RefusedWith("unknown_setting");
        (await RunAsync("config", "get", "Treads")).RefusedWith("unknown_setting");

        Assert.Equal(before, await File.ReadAllTextAsync(Settings, Limits.Soon()));
        Assert.Equal("weles", (await RunAsync("config", "get", "Threads:DefaultAgent")).Succeeded().Trim());
        var all = (await RunAsync("config", "get")).Succeeded();
        Assert.Contains("Http:AllowedHosts:0 = a.local", all);
        Assert.Contains("Providers:mine:api_key = (secret)", all);
        Assert.DoesNotContain("canary", all);
        Assert.Contains("Default", (await RunAsync("config", "get", "Http:Url")).Error);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Settings));
        Assert.True(File.Exists(_folder["data/appsettings.schema.json"]));
    }

    [Fact]
    public async Task An_editor_gets_the_file_and_what_it_wrote_is_checked()
    {
        var start = Agw.Start("config", "edit", "--data", _folder["data"]);
        start.Environment["EDITOR"] = "sed -i s/{/{\\\"Foo\\\":1,/";
        start.Environment.Remove("VISUAL");

        var edited = await Agw.RunAsync(start);

        Assert.Equal(1, edited.ExitCode);
        Assert.Contains("There is no setting Foo", edited.Error);
        start.Environment["EDITOR"] = "sed -i s/.Foo.:1,//";
        Assert.Contains("can be used", (await Agw.RunAsync(start)).Succeeded());
    }

    [Fact]
    public async Task The_log_of_a_daemon_in_the_foreground_is_kept_and_followed()
    {
        Assert.Contains("agw serve", (await RunAsync("logs")).Error);
        await using var daemon = await Daemon.StartAsync(_folder["data"]);
        Assert.Contains("Listening on", (await RunAsync("logs")).Succeeded());
        Assert.Single((await RunAsync("logs", "-n", "1")).Succeeded().Trim().Split('\n'));
        using var following = OsProcess.Start(Agw.Start("logs", "-f", "-n", "0", "--data", daemon.Data))!;

        // Only what is written from now on is shown, so it is written again until it is seen.
        var turns = 1;
        var seen = UntilAsync(following.StandardOutput, "Threads:TurnsMax changed and is in use.");
        await Eventually.TrueAsync(async () =>
        {
            (await RunAsync("config", "set", "Threads:TurnsMax", $"{++turns}")).Succeeded();
            return seen.IsCompleted;
        }, "the log is followed");

        await seen;
        following.Kill();
    }

    private static async Task UntilAsync(StreamReader log, string text)
    {
        while (await log.ReadLineAsync(Limits.Soon()) is { } line)
            if (line.Contains(text, StringComparison.Ordinal)) return;
        Assert.Fail($"The log ended without \"{text}\".");
    }

    private Task<Finished> RunAsync(params string[] verb) => Agw.RunAsync([.. verb, "--data", _folder["data"]]);
}
