using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// The protocol's own inspector, in each era and over both transports, strict about the portability of every schema.
/// </summary>
public sealed class InspectorTests(DaemonFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("legacy", true)]
    [InlineData("auto", true)]
    [InlineData("modern", true)]
    [InlineData("legacy", false)]
    [InlineData("auto", false)]
    [InlineData("modern", false)]
    public async Task The_inspector_lists_the_tools_and_finds_their_schemas_portable(string era, bool stdio)
    {
        var listed = await RunAsync(era, stdio, "--method", "tools/list", "--strict");
        Assert.Contains(listed["tools"]!.AsArray(), tool => tool!["name"].String() == "thread_send");
    }

    [Theory]
    [InlineData("legacy", true)]
    [InlineData("modern", true)]
    [InlineData("legacy", false)]
    [InlineData("modern", false)]
    public async Task The_inspector_sends_a_message_and_gets_an_answer(string era, bool stdio)
    {
        var sent = ToolResult.Of((await RunAsync(
            era,
            stdio,
            "--method",
            "tools/call",
            "--tool-name",
            "thread_send",
            "--tool-arg",
            "text=Hello from the inspector")).AsObject()).Accepted();
        Assert.Equal("completed", sent["status"].String());
        Assert.Equal("svarog", sent["reply"]!["author"].String());
    }

    private async Task<JsonNode> RunAsync(string era, bool stdio, params string[] method)
    {
        using var home = new TemporaryFolder();
        string[] target = stdio
            ? [Agw.File, "mcp", "--data", fixture.Daemon.Data]
            : [new Uri(
                fixture.Daemon.Url, "mcp").ToString(), "--header", $"Authorization: Bearer {fixture.Daemon.Token}"];
        // An address stands ahead of the options, some of which swallow all that follows; a server's command behind
        // "--" has options
        // of its own, which would otherwise be taken for the inspector's.
        string[] arguments = stdio
            ? ["--cli", "--protocol-era", era, .. method, "--", .. target]
            : ["--cli", .. target, "--protocol-era", era, .. method];
        var start = await NpmTool.StartAsync("inspector", "mcp-inspector", home.Path, arguments);
        return JsonNode.Parse((await Agw.RunAsync(start, Limit)).Succeeded())!;
    }
}
