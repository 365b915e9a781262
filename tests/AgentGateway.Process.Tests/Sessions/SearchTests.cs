using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>Finding lines across sessions, and reading what was printed by place.</summary>
public sealed class SearchTests(DaemonFixture fixture)
{
    [Fact]
    public async Task A_line_is_found_in_whichever_session_printed_it()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var first = await client.StartShellAsync();
        var second = await client.StartAsync(
            new { command = "printf", args = new[]
            {
                "the zanzibar build failed: error 7\nthe zanzibar tests passed\n",
            }, backend = "pty", agent = "rarog" });
        await client.TypeAsync(first, "echo zanzi''bar in a shell");

        await Eventually.TrueAsync(
            async () => (await SearchAsync(client, new { query = "zanzibar" })).Count >= 3, "all lines are found");

        var all = await SearchAsync(client, new { query = "zanzibar" });
        Assert.Contains(
            all, hit => hit["session_id"].String() == first && hit["text"].String() == "zanzibar in a shell");
        var failed = Assert.Single(await SearchAsync(client, new { query = "zanzibar \"build failed\"" }));
        Assert.Equal(
            (second, "rarog", "error"),
            (failed["session_id"].String(), failed["agent"].String(), failed["severity"].String()));
        Assert.Contains("**", failed["snippet"].String());
        Assert.All(
            await SearchAsync(client, new { query = "zanzibar", severity = "warning" }),
            hit => Assert.Equal("error", hit["severity"].String()));
        Assert.All(
            await SearchAsync(client, new { query = "zanzibar", session_id = second }),
            hit => Assert.Equal(second, hit["session_id"].String()));
        Assert.NotEmpty(await SearchAsync(client, new { query = "zanzibar", since = "10m" }));
        Assert.Empty(await SearchAsync(client, new { query = "zanzibar", since = "2100-01-01T00:00:00Z" }));
        Assert.Empty(await SearchAsync(client, new { query = "zanzib*" }));
        Assert.Single(await SearchAsync(client, new { query = "zanzibar", limit = 1 }));
        var around = await client.CallAsync(
            "session_output", new { session_id = second, offset = failed["offset"]!.GetValue<long>() });
        Assert.StartsWith("the zanzibar build failed", around.Text("text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":""}""", "empty_query")]
    [InlineData("""{"query":"x","since":"yesterday"}""", "invalid_argument")]
    [InlineData("""{"query":"x","severity":"loud"}""", "invalid_argument")]
    [InlineData("""{"query":"x","session_id":"ses_none"}""", "unknown_session")]
    public async Task A_search_that_makes_no_sense_is_refused(string arguments, string code)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        Assert.Equal(
            code,
            (await client.TryAsync("session_search", System.Text.Json.Nodes.JsonNode.Parse(arguments))).RefusedWith());
    }

    [Fact]
    public async Task What_a_session_was_given_in_secret_is_not_found()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(new
        {
            command = "bash", args = new[]
            {
                "-c",
                "echo token is $API_TOKEN quokka",
            }, backend = "pty", environment = new { API_TOKEN = "canary-5f1e2d3c4b5a" },
        });
        await client.EndAsync(session);

        await Eventually.TrueAsync(
            async () => (await SearchAsync(client, new { query = "quokka" })).Count == 1, "the line is found");

        Assert.DoesNotContain("canary", (await SearchAsync(client, new { query = "quokka" }))[0]["text"].String());
        Assert.Empty(await SearchAsync(client, new { query = "\"canary-5f1e2d3c4b5a\"" }));
    }

    [Fact]
    public async Task Output_is_read_by_place_in_text_and_in_bytes()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(
            new { command = "printf", args = new[] { @"\033[31m0123456789\033[0m\n" }, backend = "pty" });
        await client.EndAsync(session);

        var raw = await client.CallAsync("session_output", new { session_id = session, offset = 0, format = "raw" });
        Assert.Equal("\x1b[31m0123456789\x1b[0m\r\n"u8, Convert.FromBase64String(raw.Text("base64")));
        Assert.Null(raw["text"]);
        Assert.Equal(
            (0, 21, 0),
            (raw["offset"]!.GetValue<long>(), raw["next_offset"]!.GetValue<long>(), raw["dropped"]!.GetValue<long>()));
        Assert.True(raw["ended"]!.GetValue<bool>());
        var text = await client.CallAsync("session_output", new { session_id = session });
        Assert.Equal("0123456789\n", text.Text("text"));
        var part = await client.CallAsync(
            "session_output", new { session_id = session, offset = 5, max_bytes = 4, format = "raw" });
        Assert.Equal("0123"u8, Convert.FromBase64String(part.Text("base64")));
        Assert.Equal(9, part["next_offset"]!.GetValue<long>());
        var end = await client.CallAsync("session_output", new { session_id = session, offset = -8 });
        Assert.Equal("89\n", end.Text("text"));
    }

    private static async Task<List<System.Text.Json.Nodes.JsonNode>> SearchAsync(McpClient client, object request) =>
        [.. (await client.CallAsync("session_search", request)).List("hits").Select(hit => hit!)];
}
