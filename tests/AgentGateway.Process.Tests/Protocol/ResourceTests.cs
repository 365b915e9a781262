using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Protocol;

public sealed class ResourceTests(DaemonFixture fixture)
{
    private const int ResourceNotFound = -32002;
    private const int InvalidParams = -32602;

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Threads_and_agents_are_read_as_json(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync(title: "A resourceful thread");
        await client.SendAsync(thread, "Resources, please");

        var templates = (await client.RequestAsync("resources/templates/list"))["resourceTemplates"]!.AsArray()
            .Select(template => template!["uriTemplate"].String());
        foreach (var template in new[]
        {
            "agw://threads/{thread_id}", "agw://agents/{agent_id}", "agw://sessions/{session_id}", "agw://docs/{page}",
        })
            Assert.Contains(template, templates);
        Assert.Contains("A resourceful thread", (await ReadAsync(client, "agw://threads")).ToJsonString());
        Assert.Contains("Resources, please", (await ReadAsync(client, $"agw://threads/{thread}")).ToJsonString());
        Assert.Contains("weles", (await ReadAsync(client, "agw://agents")).ToJsonString());
        Assert.Contains("weles", (await ReadAsync(client, "agw://agents/weles")).ToJsonString());
    }

    [Fact]
    public async Task Every_listed_resource_can_be_read()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var listed = (await client.RequestAsync("resources/list"))["resources"]!.AsArray();
        Assert.Contains(
            listed, resource => resource!["uri"].String()!.StartsWith("agw://docs/", StringComparison.Ordinal));
        foreach (var resource in listed)
        {
            var contents = (await client.RequestAsync(
                "resources/read", new { uri = resource!["uri"].String() }))["contents"]!.AsArray();
            Assert.NotEmpty(contents[0]!["text"].String()!);
        }
    }

    [Theory]
    [InlineData(ConnectionKind.StdioModern, "agw://threads/thr_none")]
    [InlineData(ConnectionKind.HttpModern, "agw://docs/none")]
    [InlineData(ConnectionKind.HttpModern, "agw://docs/../../etc/passwd")]
    [InlineData(ConnectionKind.HttpOlder, "agw://agents/unknown")]
    [InlineData(ConnectionKind.StdioOlder, "file:///etc/passwd")]
    public async Task A_resource_that_is_not_there_is_an_error_that_names_it(ConnectionKind kind, string uri)
    {
        await using var client = await fixture.ConnectAsync(kind);

        var error = await Assert.ThrowsAsync<McpError>(() => client.RequestAsync("resources/read", new { uri }));

        Assert.Equal(kind.IsModern() ? InvalidParams : ResourceNotFound, error.Code);
        if (kind.IsModern()) Assert.Equal(uri, error.Details!["uri"].String());
    }

    [Theory]
    [InlineData(ConnectionKind.StdioOlder)]
    [InlineData(ConnectionKind.HttpOlder)]
    public async Task An_older_client_subscribes_and_hears_of_changes(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        if (client.Wire is HttpWire http) await http.ListenAsync(Limits.Soon());
        var thread = await client.NewThreadAsync();
        var uri = $"agw://threads/{thread}";
        await client.RequestAsync("resources/subscribe", new { uri });

        await client.SendAsync(thread, "Something happens");

        await client.HearAsync(
            message => message["method"].String() == "notifications/resources/updated"
                && message["params"]!["uri"].String() == uri);
        await client.RequestAsync("resources/unsubscribe", new { uri });
    }

    [Theory]
    [InlineData(ConnectionKind.StdioModern)]
    [InlineData(ConnectionKind.HttpModern)]
    public async Task A_current_client_listens_and_hears_of_changes(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();
        var uri = $"agw://threads/{thread}";
        using var listening = new CancellationTokenSource(Limits.Signal);
        var listen = client.Message(
            "subscriptions/listen", new { notifications = new { resourceSubscriptions = new[] { uri } } });
        var stream = client.Wire.RequestAsync(listen, listening.Token);
        var acknowledged = await client.HearAsync(message => message["method"] is not null);
        Assert.Equal("notifications/subscriptions/acknowledged", acknowledged["method"].String());

        await client.SendAsync(thread, "Something happens");

        var updated = await client.HearAsync(
            message => message["method"].String() == "notifications/resources/updated");
        Assert.Equal(uri, updated["params"]!["uri"].String());
        Assert.NotNull(updated["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]);
        await listening.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream);
    }

    [Fact]
    public async Task Variables_of_templates_and_prompts_are_completed()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(title: "Completely unmistakable");

        var agents = await CompleteAsync(
            client, new { type = "ref/resource", uri = "agw://agents/{agent_id}" }, "agent_id", "we");
        Assert.Contains("weles", agents);
        var threads = await CompleteAsync(
            client, new { type = "ref/resource", uri = "agw://threads/{thread_id}" }, "thread_id", "unmistakable");
        Assert.Contains(thread, threads);
        Assert.Contains(
            "weles", await CompleteAsync(client, new { type = "ref/prompt", name = "handoff" }, "agent", "w"));
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Prompts_are_listed_and_filled_in(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();
        await client.SendAsync(thread, "The kettle is on");

        var names = (await client.RequestAsync("prompts/list"))["prompts"]!.AsArray()
            .Select(prompt => prompt!["name"].String());
        Assert.Equal(["catch_up", "delegate", "handoff"], names.Order());
        var prompt = await client.RequestAsync(
            "prompts/get", new { name = "catch_up", arguments = new { thread_id = thread } });
        Assert.Contains("The kettle is on", prompt["messages"]!.ToJsonString());
        await Assert.ThrowsAsync<McpError>(() => client.RequestAsync("prompts/get", new { name = "none" }));
    }

    private static async Task<IEnumerable<string?>> CompleteAsync(
        McpClient client, object reference, string argument, string value) =>
        (await client.RequestAsync(
            "completion/complete",
                new { @ref = reference, argument = new { name = argument, value } }))["completion"]!["values"]!
            .AsArray().Select(item => item.String());

    private static async Task<JsonNode> ReadAsync(McpClient client, string uri)
    {
        var content = Assert.Single((await client.RequestAsync("resources/read", new { uri }))["contents"]!.AsArray())!;
        Assert.Equal("application/json", content["mimeType"].String());
        Assert.Equal(uri, content["uri"].String());
        return JsonNode.Parse(content["text"].String()!)!;
    }
}
