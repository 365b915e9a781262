using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// <c>agw setup</c> in an empty home. The clients that people use are asked by their own command whether they connect
/// with what it wrote.
/// </summary>
public sealed class SetupTests(DaemonFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("claude", "agw: .*Connected")]
    [InlineData("gemini", "agw: .*Connected")]
    [InlineData("qwen", "agw: .*Connected")]
    [InlineData("opencode", "agw .*connected")]
    public async Task The_client_connects_with_what_was_written(string client, string connected)
    {
        await NpmTool.FolderAsync(client);
        using var home = new TemporaryFolder();

        (await SetupAsync(home, client, "--yes")).Succeeded();

        var start = await NpmTool.StartAsync(client, client, home.Path, "mcp", "list");
        // Gemini starts no server for a folder that is not trusted.
        start.Environment["GEMINI_CLI_TRUST_WORKSPACE"] = "true";
        var list = await Agw.RunAsync(start, Limit);
        Assert.Matches(connected, list.Succeeded() + list.Error);
    }

    [Fact]
    public async Task It_shows_the_change_writes_it_once_and_undoes_it()
    {
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(home[".claude"]);
        const string Hooks = "{\n  // mine\n  \"model\": \"opus\"\n}\n";
        await File.WriteAllTextAsync(home[".claude/settings.json"], Hooks, Limits.Soon());
        File.SetUnixFileMode(home[".claude/settings.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var shown = await SetupAsync(home, "claude");
        shown.RefusedWith("not_confirmed");
        Assert.Contains("+    \"Stop\": [{ \"hooks\": [{ \"type\": \"command\", \"command\":", shown.Output);
        Assert.False(File.Exists(home[".claude.json"]));

        (await SetupAsync(home, "claude", "--yes")).Succeeded();
        var servers = JsonNode.Parse(await File.ReadAllTextAsync(home[".claude.json"], Limits.Soon()))!["mcpServers"]!;
        Assert.Equal(Agw.File, (string?)servers["agw"]!["command"]);
        Assert.Equal(Hooks, await File.ReadAllTextAsync(home[".claude/settings.json.agw-backup"], Limits.Soon()));
        Assert.Contains("Nothing was changed.", (await SetupAsync(home, "claude")).Succeeded());
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(home[".claude/settings.json"]));
        var listed = JsonNode.Parse((await SetupAsync(home, "--json")).Succeeded())!["clients"]!.AsArray();
        Assert.Equal("set up", (string?)listed.Single(one => (string?)one!["name"] == "claude")!["state"]);

        (await SetupAsync(home, "claude", "--remove", "--yes")).Succeeded();
        Assert.Equal(Hooks, await File.ReadAllTextAsync(home[".claude/settings.json"], Limits.Soon()));
        Assert.False(File.Exists(home[".claude.json"]));
    }

    [Fact]
    public async Task Uninstalling_takes_it_out_of_every_client()
    {
        using var home = new TemporaryFolder();
        (await SetupAsync(home, "codex", "--yes")).Succeeded();
        await File.WriteAllTextAsync(home[".zed.json"], "{}", Limits.Soon());
        Directory.CreateDirectory(home[".config/zed"]);
        File.CreateSymbolicLink(home[".config/zed/settings.json"], home[".zed.json"]);
        (await SetupAsync(home, "zed", "--yes")).Succeeded();
        Assert.Contains("context_servers", await File.ReadAllTextAsync(home[".zed.json"], Limits.Soon()));

        var start = Agw.Start("uninstall", "--data", home["data"]);
        start.Environment["HOME"] = home.Path;
        var told = (await Agw.RunAsync(start)).Succeeded();

        Assert.Contains("Codex: agw is taken out of", told);
        Assert.Contains("Zed: agw is taken out of", told);
        Assert.False(File.Exists(home[".codex/config.toml"]));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_and_a_session_are_refused()
    {
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(home[".cursor"]);
        await File.WriteAllTextAsync(home[".cursor/mcp.json"], "{ broken", Limits.Soon());
        (await SetupAsync(home, "cursor", "--yes")).RefusedWith("client_file_unreadable");
        (await SetupAsync(home, "cursors", "--yes")).RefusedWith("usage", 2);

        var start = Start(home, "gemini", "--yes");
        start.Environment["AGW_SESSION"] = "ses_x";
        (await Agw.RunAsync(start)).RefusedWith("inside_session");
        Assert.False(Directory.Exists(home[".gemini"]));
    }

    private Task<Finished> SetupAsync(TemporaryFolder home, params string[] arguments) =>
        Agw.RunAsync(Start(home, arguments));

    private System.Diagnostics.ProcessStartInfo Start(TemporaryFolder home, params string[] arguments)
    {
        var start = Agw.Start(["setup", .. arguments, "--data", fixture.Daemon.Data]);
        start.Environment["HOME"] = home.Path;
        foreach (var name in (string[])
        [
            "CLAUDE_CONFIG_DIR", "CODEX_HOME", "GEMINI_CLI_HOME", "QWEN_HOME", "COPILOT_HOME",
        ])
            start.Environment.Remove(name);
        return start;
    }
}
