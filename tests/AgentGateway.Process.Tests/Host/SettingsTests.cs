using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("{\n  \"Threads\": {\n    \"TurnsMax\": 3,,\n  }\n}", "line 3")]
    [InlineData("{", "line 1")]
    [InlineData("", "line 1")]
    [InlineData("[]", "no JSON object")]
    public async Task A_broken_file_is_named_with_the_line(string settings, string what)
    {
        using var folder = new TemporaryFolder();
        var file = await WriteAsync(folder, settings);

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith("invalid_settings");
        Assert.Contains(file, refused.Error);
        Assert.Contains(what, refused.Error);
    }

    [Theory]
    [InlineData("""{"Treads": {"TurnsMax": 3}}""", "unknown_setting", "Treads", "Threads")]
    [InlineData("""{"Threads": {"TurnMax": 3}}""", "unknown_setting", "Threads:TurnMax", "TurnsMax")]
    [InlineData(
        """{"Threads": {"TurnsMax": "many"}}""", "invalid_setting", "Threads:TurnsMax (\"many\"", "whole number")]
    [InlineData("""{"Threads": {"TurnsMax": 0}}""", "invalid_setting", "Threads:TurnsMax (\"0\"", "from 1 to")]
    [InlineData("""{"Threads": 3}""", "invalid_setting", "Threads", "group of settings")]
    [InlineData("""{"Log": {"Level": "loud"}}""", "invalid_setting", "Log:Level (\"loud\"", "Information")]
    [InlineData("""{"Http": {"AllowedHosts": {"a": "b"}}}""", "invalid_setting", "Http:AllowedHosts", "a list")]
    [InlineData("""{"Providers": {"mine": {"kind": "oracle"}}}""", "invalid_setting", "Providers:mine:kind (\"oracle\"", "anthropic")]
    [InlineData("""{"Agents": {"zorya": {"colour": "red"}}}""", "unknown_setting", "Agents:zorya:colour", "persona")]
    public async Task A_wrong_setting_is_named_with_its_value_and_what_would_be_right(
        string settings, string code, string what, string right)
    {
        using var folder = new TemporaryFolder();
        var file = await WriteAsync(folder, settings);

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith(code);
        Assert.Contains(what, refused.Error);
        Assert.Contains(right, refused.Error);
        Assert.Contains(file, refused.Error);
    }

    [Theory]
    [InlineData("""{"Sandbox": {"Write": ["cache"]}}""", "Sandbox:Write has \"cache\"", "~/")]
    [InlineData("""{"Sandbox": {"Write": ["/"]}}""", "Sandbox:Write has \"/\"", "~/")]
    [InlineData("""{"Sandbox": {"Read": ["~/x/../"]}}""", "Sandbox:Read has \"~/x/../\"", "~/")]
    [InlineData("""{"Sandbox": {"Hosts": ["https://a.example"]}}""", "Sandbox:Hosts has \"https://a.example\"", "packages")]
    [InlineData("""{"Sandbox": {"PackageHosts": ["packages"]}}""", "Sandbox:PackageHosts has \"packages\"", "*.host")]
    [InlineData("""{"Sandbox": {"ProcessesMax": 0}}""", "Sandbox:ProcessesMax (\"0\"", "from 16 to")]
    [InlineData("""{"Egress": {"Ports": [443, 53]}}""", "Egress:Ports has 53", "without 53 and 3128")]
    [InlineData("""{"Egress": {"Ports": [3128]}}""", "Egress:Ports has 3128", "without 53 and 3128")]
    public async Task A_setting_of_sandboxes_that_cannot_hold_is_refused(string settings, string what, string right)
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, settings);

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith("invalid_setting");
        Assert.Contains(what, refused.Error);
        Assert.Contains(right, refused.Error);
    }

    [Fact]
    public async Task A_file_that_others_can_write_stops_the_start_with_the_mode_that_is_right()
    {
        using var folder = new TemporaryFolder();
        var file = await WriteAsync(folder, "{}");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith("settings_permissions");
        Assert.Contains($"chmod 600 {file}", refused.Error);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = await WriteAsync(folder, "{}");
        File.Delete(file);
        Directory.CreateDirectory(file);

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith("settings_not_a_file");
        Assert.Contains($"{file} is a folder", refused.Error);
    }

    [Fact]
    public async Task A_secret_is_not_repeated()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, """{"Providers": {"mine": {"api_key": ["sk-canary"], "kind": "openai"}}}""");

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith("invalid_setting");
        Assert.DoesNotContain("canary", refused.Error);
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, """{"Foo": 1, "Threads": {"TurnsMax": "x", "Bar": 2}}""");

        var refused = await Spoken.ServeAsync(folder["data"]);

        Assert.Equal(3, refused.Error.Split("error: ").Length - 1);
    }

    [Fact]
    public async Task The_environment_comes_after_the_file_and_its_problems_say_so()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, """{"Threads": {"TurnsMax": "many"}}""");
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["AGW_Threads__TurnsMax"] = "none";
        start.Environment["AGW_UNRELATED"] = "is no setting, for it is in no section";

        var refused = await Agw.RunAsync(start);

        refused.RefusedWith("invalid_setting");
        Assert.Contains("\"none\" in the environment", refused.Error);
        start.Environment["AGW_Threads__TurnsMax"] = "7";
        await using var daemon = await Daemon.StartAsync(start, folder["data"]);
    }

    [Fact]
    public async Task Nothing_is_read_from_the_current_directory()
    {
        using var folder = new TemporaryFolder();
        var elsewhere = Directory.CreateDirectory(folder["elsewhere"]).FullName;
        foreach (var name in (string[])
        [
            "appsettings.json",
            "appsettings.Production.json",
            "appsettings.Development.json",
        ])
            await File.WriteAllTextAsync(
                Path.Combine(elsewhere, name),
                """{"Urls": "http://127.0.0.1:1", "Kestrel": {"Endpoints": {"x": {"Url": "http://0.0.0.0:1"}}}, "Foo": {}}""",
                Limits.Soon());
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.WorkingDirectory = elsewhere;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:2";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";

        await using var daemon = await Daemon.StartAsync(start, folder["data"]);

        Assert.NotInRange(daemon.Url.Port, 1, 2);
        Assert.Equal("", Holds(daemon.Pid, elsewhere));
    }

    private static string Holds(int pid, string directory) => string.Join('\n',
        Directory.GetFiles($"/proc/{pid}/fd")
            .Select(link => new FileInfo(link).LinkTarget)
            .Where(target => target?.StartsWith(directory, StringComparison.Ordinal) == true));

    private static async Task<string> WriteAsync(TemporaryFolder folder, string settings)
    {
        Directory.CreateDirectory(folder["data"]);
        var file = Path.Combine(folder["data"], "appsettings.json");
        await File.WriteAllTextAsync(file, settings, Limits.Soon());
        return file;
    }
}
