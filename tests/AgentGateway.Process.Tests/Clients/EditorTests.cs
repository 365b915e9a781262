using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// The clients that people use, each asked by its own command whether it can connect. None of them needs a model for
/// that.
/// </summary>
public sealed class EditorTests(DaemonFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Claude_Code_connects_over_stdio()
    {
        using var home = new TemporaryFolder();
        await RunAsync("claude", home, ["mcp", "add", "agw", "--", Agw.File, "mcp", "--data", fixture.Daemon.Data]);
        Assert.Matches("agw: .*Connected", await RunAsync("claude", home, ["mcp", "list"]));
    }

    [Fact]
    public async Task Claude_Code_connects_over_http()
    {
        using var home = new TemporaryFolder();
        var url = new Uri(fixture.Daemon.Url, "mcp").ToString();
        await RunAsync(
            "claude",
            home,
            ["mcp", "add", "--transport", "http", "agw", url, "--header",
                $"Authorization: Bearer {fixture.Daemon.Token}"]);
        Assert.Matches("agw: .*Connected", await RunAsync("claude", home, ["mcp", "list"]));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("qwen")]
    public async Task Gemini_and_its_sibling_connect(string client)
    {
        using var home = new TemporaryFolder();
        await RunAsync(
            client, home, ["mcp", "add", "-s", "user", "agw", Agw.File, "mcp", "--data", fixture.Daemon.Data]);
        Assert.Matches("agw: .*Connected", await RunAsync(client, home, ["mcp", "list"]));
    }

    [Fact]
    public async Task Opencode_connects()
    {
        using var home = new TemporaryFolder();
        var settings = new { mcp = new { agw = new { type = "local", command = new[]
        {
            Agw.File, "mcp", "--data", fixture.Daemon.Data,
        }, enabled = true } } };
        await File.WriteAllTextAsync(
            home["opencode.json"], JsonSerializer.Serialize(settings), TestContext.Current.CancellationToken);
        Assert.Matches("agw .*connected", await RunAsync("opencode", home, ["mcp", "list"]));
    }

    private static async Task<string> RunAsync(string client, TemporaryFolder home, string[] arguments)
    {
        ProcessStartInfo start = await NpmTool.StartAsync(client, client, home.Path, arguments);
        // Gemini starts no server for a folder that is not trusted.
        start.Environment["GEMINI_CLI_TRUST_WORKSPACE"] = "true";
        var finished = await Agw.RunAsync(start, Limit);
        return finished.Succeeded() + finished.Error;
    }
}
