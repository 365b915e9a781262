using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Protocol;

/// <summary>Every revision that clients in the wild speak.</summary>
public sealed class VersionTests(DaemonFixture fixture)
{
    [Theory]
    [InlineData("2024-11-05", true)]
    [InlineData("2025-03-26", true)]
    [InlineData("2025-06-18", true)]
    [InlineData("2025-11-25", true)]
    [InlineData("2024-11-05", false)]
    [InlineData("2025-03-26", false)]
    [InlineData("2025-06-18", false)]
    [InlineData("2025-11-25", false)]
    public async Task An_older_revision_is_agreed_upon_and_served(string version, bool stdio)
    {
        await using IWire wire = stdio
            ? StdioWire.Spawn(fixture.Daemon.Data)
            : new HttpWire(new(fixture.Daemon.Url, "mcp"), fixture.Daemon.Token);
        var answer = await wire.RequestAsync(Initialize(version), Limits.Soon());
        Assert.Equal(version, answer["result"]!["protocolVersion"].String());
        // The header came with 2025-06-18; clients of the revisions before it send none.
        if (wire is HttpWire http && string.CompareOrdinal(version, "2025-06-18") >= 0) http.AgreedVersion = version;
        await wire.NotifyAsync(new() { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" }, Limits.Soon());

        var called = await wire.RequestAsync(
            JsonNode.Parse(
                """{"jsonrpc":"2.0","id":"two","method":"tools/call","params":{"name":"agent_list","arguments":{}}}""")!
                .AsObject(),
            Limits.Soon());

        Assert.Contains("svarog", called["result"]!["content"]![0]!["text"].String());
    }

    [Fact]
    public async Task A_revision_from_the_future_is_answered_with_one_that_exists()
    {
        await using var wire = StdioWire.Spawn(fixture.Daemon.Data);
        var answer = await wire.RequestAsync(Initialize("2099-01-01"), Limits.Soon());
        Assert.Matches("^202[4-6]-", answer["result"]!["protocolVersion"].String());
    }

    [Theory]
    [InlineData(ConnectionKind.StdioModern)]
    [InlineData(ConnectionKind.HttpModern)]
    public async Task A_current_client_learns_what_is_supported(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        Assert.Contains(client.Server["supportedVersions"]!.AsArray(), version => version.String() == ConnectionKinds.Modern);

        var message = client.Message("tools/list");
        message["params"]!["_meta"]!["io.modelcontextprotocol/protocolVersion"] = "2099-01-01";
        var refused = await client.Wire.RequestAsync(message, Limits.Soon());

        Assert.Equal(-32022, refused["error"]!["code"]!.GetValue<int>());
        Assert.Equal(
            client.Server["supportedVersions"]!.AsArray().Select(version => version.String()),
            refused["error"]!["data"]!["supported"]!.AsArray().Select(version => version.String()));
    }

    [Fact]
    public async Task A_session_of_another_or_of_the_past_is_not_found()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpOlder);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Daemon.Url, "mcp"))
        {
            Content = new StringContent(
                """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", fixture.Daemon.Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Add("Mcp-Session-Id", "somebody-elses");
        request.Headers.Add("MCP-Protocol-Version", ConnectionKinds.Older);

        using var response = await http.SendAsync(request, Limits.Soon());

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    private static JsonObject Initialize(string version) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = "one",
        ["method"] = "initialize",
        ["params"] = new JsonObject
        {
            ["protocolVersion"] = version,
            ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "agw-tests", ["version"] = "1" },
        },
    };
}
