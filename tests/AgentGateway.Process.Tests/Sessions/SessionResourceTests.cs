using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>Terminals as resources: read by address, and told of when they change.</summary>
public sealed class SessionResourceTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Sessions_are_read_by_id_and_by_name(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var name = $"read-{kind}";
        var session = await client.StartAsync(
            new { command = "bash", args = new[]
            {
                "-c",
                "echo printed words; cat",
            }, name, backend = "pty", rows = 6 });
        await client.SeeAsync(session, "printed words");

        Assert.Contains(name, (await ReadAsync(client, "agw://sessions", "application/json")));
        foreach (var address in new[] { session, name })
        {
            Assert.Equal(
                session,
                JsonNode.Parse(
                    await ReadAsync(client, $"agw://sessions/{address}", "application/json"))!["session_id"].String());
            Assert.Equal(
                "printed words\n\n\n\n\n", await ReadAsync(client, $"agw://sessions/{address}/screen", "text/plain"));
            Assert.Equal("printed words\n", await ReadAsync(client, $"agw://sessions/{address}/output", "text/plain"));
        }

        await ReadAsync(client, "agw://workspaces", "application/json");
        var error = await Assert.ThrowsAsync<McpError>(
            () => client.RequestAsync("resources/read", new { uri = "agw://sessions/ses_none/screen" }));
        Assert.Equal(kind.IsModern() ? -32602 : -32002, error.Code);
    }

    [Theory]
    [InlineData(ConnectionKind.StdioOlder)]
    [InlineData(ConnectionKind.HttpOlder)]
    public async Task An_older_client_hears_of_a_screen_that_changed(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        if (client.Wire is HttpWire http) await http.ListenAsync(Limits.Soon());
        var session = await client.StartShellAsync();
        var uri = $"agw://sessions/{session}/screen";
        await client.RequestAsync("resources/subscribe", new { uri });

        await client.TypeAsync(session, "echo changed");

        await client.HearAsync(
            message => message["method"].String() == "notifications/resources/updated"
                && message["params"]!["uri"].String() == uri);
    }

    [Theory]
    [InlineData(ConnectionKind.StdioModern)]
    [InlineData(ConnectionKind.HttpModern)]
    public async Task A_current_client_hears_of_the_list_the_session_and_its_output(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var name = $"heard-{kind}";
        string[] wanted = ["agw://sessions", $"agw://sessions/{name}", $"agw://sessions/{name}/output"];
        await client.ListenAsync(wanted, async () =>
        {
            await client.StartAsync(new { command = "echo", args = new[] { "hello" }, name, backend = "pty" });
            await client.HearOfAsync(wanted);
        });
    }

    /// <summary>That there are few of them, a test of the feed says, by a clock of its own.</summary>
    [Fact]
    public async Task A_flood_is_told_of_as_long_as_it_lasts()
    {
        const int Reads = 3;
        const int ReadBytesMax = 64 * 1024;
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var session = await client.StartAsync(new { command = "yes", backend = "pty" });
        var uri = $"agw://sessions/{session}/output";
        await client.RequestAsync("resources/subscribe", new { uri });
        long printed;
        do
        {
            await client.HearAsync(
                message => message["method"].String() == "notifications/resources/updated"
                    && message["params"]!["uri"].String() == uri);
            printed = (await client.SessionAsync(session))["output_end"]!.GetValue<long>();
        }
        while (printed <= Reads * ReadBytesMax);

        await client.CallAsync("session_remove", new { session_id = session });
    }

    [Fact]
    public async Task Addresses_of_sessions_are_completed()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var session = await client.StartAsync(new { command = "cat", name = "completely-mine", backend = "pty" });

        Assert.Equal(["completely-mine"], await CompleteAsync(client, "compl"));
        Assert.Equal([session], await CompleteAsync(client, session));
        Assert.Empty(await CompleteAsync(client, "nothing-begins-so"));
    }

    private static async Task<IEnumerable<string?>> CompleteAsync(McpClient client, string value) =>
        (await client.RequestAsync("completion/complete", new
        {
            @ref = new { type = "ref/resource", uri = "agw://sessions/{session_id}/screen" }, argument = new { name = "session_id", value },
        }))["completion"]!["values"]!.AsArray().Select(item => item.String());

    private static async Task<string> ReadAsync(McpClient client, string uri, string type)
    {
        var content = Assert.Single((await client.RequestAsync("resources/read", new { uri }))["contents"]!.AsArray())!;
        Assert.Equal((type, uri), (content["mimeType"].String(), content["uri"].String()));
        return content["text"].String()!;
    }
}
