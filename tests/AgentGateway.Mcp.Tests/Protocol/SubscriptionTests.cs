using System.Text.Json.Nodes;
using AgentGateway.Mcp.Subscriptions;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class SubscriptionTests : IAsyncLifetime
{
    private const string Thread = "agw://threads/thr_x";
    private const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    private McpHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await McpHost.StartAsync(McpHost.Options with { SubscribedResourcesMax = 3 });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_listening_client_hears_what_it_asked_for_under_its_id_and_nothing_else()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        var acknowledged = await ListenAsync(client, "mine", resources: [Thread], tools: true);
        Assert.Equal(
            $$"""{"toolsListChanged":true,"resourceSubscriptions":["{{Thread}}"]}""",
            acknowledged["params"]!["notifications"]!.ToJsonString());
        Assert.Equal("mine", (string)acknowledged["params"]!["_meta"]![SubscriptionId]!);

        _host.Changes.Publish(
            ResourceChange.Updated("agw://threads"), new(
                ResourceChangeKind.PromptList), ResourceChange.Updated(Thread), new(ResourceChangeKind.ToolList));

        var updated = await client.ReadAsync();
        Assert.Equal("notifications/resources/updated", (string)updated["method"]!);
        Assert.Equal(Thread, (string)updated["params"]!["uri"]!);
        Assert.Equal("mine", (string)updated["params"]!["_meta"]![SubscriptionId]!);
        Assert.Equal("notifications/tools/list_changed", (string)(await client.ReadAsync())["method"]!);
    }

    [Fact]
    public async Task Listening_over_http_ends_with_an_answer_when_the_daemon_closes()
    {
        using var http = new HttpProbe(_host.Url);
        using var response = await http.ModernAsync(Messages.Modern(4, "subscriptions/listen", Listen([Thread])));
        await using var events = await EventProbe.OfAsync(response);
        Assert.Equal(4, (int)(await events.MessageAsync())["params"]!["_meta"]![SubscriptionId]!);
        _host.Changes.Publish(ResourceChange.Updated(Thread));
        Assert.Equal(4, (int)(await events.MessageAsync())["params"]!["_meta"]![SubscriptionId]!);

        await _host.FrontEnd.DisposeAsync();

        var answer = await events.MessageAsync();
        Assert.Equal(4, (int)answer["id"]!);
        Assert.Equal("complete", (string)answer["result"]!["resultType"]!);
        Assert.Equal(4, (int)answer["result"]!["_meta"]![SubscriptionId]!);
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task The_source_is_read_only_while_a_client_listens()
    {
        Assert.Equal(0, _host.Changes.Readers);
        using var http = new HttpProbe(_host.Url);
        using (var response = await http.ModernAsync(Messages.Modern(1, "subscriptions/listen", Listen([Thread]))))
        {
            await using var events = await EventProbe.OfAsync(response);
            await events.MessageAsync();
            Assert.Equal(1, _host.Changes.Readers);
        }
        await Eventually.TrueAsync(() => _host.Changes.Readers == 0);
        Assert.Empty(_host.Log.Lines);
    }

    [Fact]
    public async Task Cancelling_ends_a_subscription_and_the_connection_goes_on()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await ListenAsync(client, "mine", [Thread]);
        await client.SendAsync(
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"mine"}}""");
        await Eventually.TrueAsync(() => _host.Changes.Readers == 0);
        Assert.NotNull((await client.AskAsync("tools/list"))["result"]);
    }

    [Fact]
    public async Task An_older_client_subscribes_and_unsubscribes_on_its_connection()
    {
        await using var client = await LineProbe.ConnectAsync(_host);
        await client.InitializeAsync();
        Assert.NotNull((await client.AskLegacyAsync("resources/subscribe", new() { ["uri"] = Thread }))["result"]);
        await Eventually.TrueAsync(() => _host.Changes.Readers == 1);
        _host.Changes.Publish(ResourceChange.Updated("agw://threads/other"), ResourceChange.Updated(Thread));
        var updated = await client.ReadAsync();
        Assert.Equal(Thread, (string)updated["params"]!["uri"]!);
        Assert.Null(updated["params"]!["_meta"]);

        Assert.NotNull((await client.AskLegacyAsync("resources/unsubscribe", new() { ["uri"] = Thread }))["result"]);
        _host.Changes.Publish(ResourceChange.Updated(Thread), new(ResourceChangeKind.ResourceList));
        Assert.Equal("notifications/resources/list_changed", (string)(await client.ReadAsync())["method"]!);
    }

    [Fact]
    public async Task A_subscription_names_so_many_resources_and_no_more()
    {
        string[] uris = [.. Enumerable.Range(0, 4).Select(i => $"agw://threads/{i}")];
        await using var modern = await LineProbe.ConnectAsync(_host);
        var refused = await modern.AskAsync("subscriptions/listen", Listen(uris));
        Assert.Equal((int)McpErrorCode.InvalidParams, (int)refused["error"]!["code"]!);

        await using var legacy = await LineProbe.ConnectAsync(_host);
        await legacy.AskLegacyAsync("initialize", Messages.Initialize("2025-06-18"));
        foreach (var uri in uris[..3])
            Assert.NotNull((await legacy.AskLegacyAsync("resources/subscribe", new() { ["uri"] = uri }))["result"]);
        var tooMany = await legacy.AskLegacyAsync("resources/subscribe", new() { ["uri"] = uris[3] });
        Assert.Equal((int)McpErrorCode.InvalidParams, (int)tooMany["error"]!["code"]!);
    }

    [Fact]
    public async Task Changes_that_wait_are_told_once_and_in_order()
    {
        var subscription = new Subscription(2);
        ResourceChange[] wanted =
        [
            ResourceChange.Updated("a"),
            ResourceChange.Updated("b"),
            new(ResourceChangeKind.ToolList),
        ];
        subscription.Add(wanted[2]);
        foreach (var uri in (string[])["a", "b", "a"]) Assert.True(subscription.TryAdd(uri));
        Assert.False(subscription.TryAdd("c"));
        for (var i = 0; i < 1000; i++)
            foreach (var change in (ResourceChange[])[wanted[1], wanted[0], ResourceChange.Updated("c")])
                subscription.Offer(change);
        subscription.Complete();

        List<ResourceChange> told = [];
        await foreach (var change in subscription.ReadAsync(TestContext.Current.CancellationToken)) told.Add(change);
        Assert.Equal([wanted[1], wanted[0]], told);
    }

    [Fact]
    public async Task A_change_that_comes_while_it_is_told_is_told_again()
    {
        var subscription = new Subscription(1);
        var change = ResourceChange.Updated("a");
        subscription.TryAdd("a");
        subscription.Offer(change);
        await using var reading = subscription.ReadAsync(
            TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reading.MoveNextAsync());
        subscription.Offer(change);
        Assert.True(await reading.MoveNextAsync());
    }

    private static JsonObject Listen(string[] resources, bool tools = false)
    {
        var notifications = new JsonObject
        {
            ["resourceSubscriptions"] = new JsonArray([.. resources.Select(uri => JsonValue.Create(uri))]),
        };
        if (tools) notifications["toolsListChanged"] = true;
        return new() { ["notifications"] = notifications };
    }

    private static async Task<JsonNode> ListenAsync(LineProbe client, string id, string[] resources, bool tools = false)
    {
        await client.SendAsync(Messages.Modern(id, "subscriptions/listen", Listen(resources, tools)).ToJsonString());
        var acknowledged = await client.ReadAsync();
        Assert.Equal("notifications/subscriptions/acknowledged", (string)acknowledged["method"]!);
        return acknowledged;
    }
}
