using System.Net;
using System.Text.Json.Nodes;
using AgentGateway.Mcp.Subscriptions;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class LegacyHttpTests : HttpTests
{
    private const string Thread = "agw://threads/thr_x";

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task A_client_of_an_earlier_revision_works_in_a_session(string version)
    {
        var session = await Http.BeginSessionAsync(version);
        Assert.Equal("hello", await EchoAsync(session, "hello", version == "2024-11-05" ? null : version));
        using var ended = await Http.DeleteAsync(session);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        using var gone = await Http.SessionAsync(session, Messages.Legacy(2, "ping"));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(2, (int)(await HttpProbe.JsonAsync(gone))["id"]!);
    }

    [Fact]
    public async Task A_session_belongs_to_the_principal_that_began_it()
    {
        var session = await Http.BeginSessionAsync(principal: "alice");
        using var asBob = await Http.SessionAsync(session, Messages.Legacy(1, "ping"), HttpProbe.As("bob"));
        Assert.Equal(HttpStatusCode.NotFound, asBob.StatusCode);
        using var listening = await Http.GetAsync(session, change: HttpProbe.As("bob"));
        Assert.Equal(HttpStatusCode.NotFound, listening.StatusCode);
        using var deleting = await Http.DeleteAsync(session, HttpProbe.As("bob"));
        Assert.Equal(HttpStatusCode.NotFound, deleting.StatusCode);
        using var asAlice = await Http.SessionAsync(session, Messages.Legacy(1, "ping"), HttpProbe.As("alice"));
        Assert.Equal(HttpStatusCode.OK, asAlice.StatusCode);
    }

    [Fact]
    public async Task Without_a_session_only_initialize_is_answered()
    {
        using var response = await Http.PostAsync(Messages.Legacy(1, "tools/list").ToJsonString());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(1, (int)(await HttpProbe.JsonAsync(response))["id"]!);
        using var unknown = await Http.SessionAsync("nothing", Messages.Legacy(1, "tools/list"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_client_that_lost_the_connection_reads_the_answer_with_a_get()
    {
        var session = await Http.BeginSessionAsync();
        string lastEventId;
        {
            using var response = await Http.SessionAsync(
                session, Messages.Legacy(1, "tools/call", Messages.Call("test_reconnection")));
            await using var events = await EventProbe.OfAsync(response);
            // The daemon lets go by itself; a client that came back before that would be let go of again.
            while (await events.NextAsync() is { } item) Assert.Empty(item.Data);
            lastEventId = events.LastEventId!;
        }
        using var resumed = await Http.GetAsync(session, lastEventId);
        await using var rest = await EventProbe.OfAsync(resumed);
        var answer = await rest.MessageAsync();
        Assert.Equal(1, (int)answer["id"]!);
        Assert.Contains("Reconnection test completed", answer.ToJsonString());
    }

    [Fact]
    public async Task An_event_that_is_not_kept_any_more_cannot_be_resumed_from()
    {
        var session = await Http.BeginSessionAsync();
        foreach (var id in (string[])["99.1", "nonsense", "1"])
        {
            using var response = await Http.GetAsync(session, id);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task What_is_kept_for_resuming_is_bounded()
    {
        await using var host = await McpHost.StartAsync(McpHost.Options with { ReplayBytesPerSessionMax = 20_000 });
        using var http = new HttpProbe(host.Url);
        var session = await http.BeginSessionAsync();
        List<string> ids = [];
        for (var i = 0; i < 10; i++)
        {
            using var response = await http.SessionAsync(
                session, Messages.Legacy(i, "tools/call", Messages.Echo(new string('x', 2000))));
            await using var events = await EventProbe.OfAsync(response);
            await events.NextAsync();
            ids.Add(events.LastEventId!);
            Assert.Equal(i, (int)(await events.MessageAsync())["id"]!);
        }
        using var oldest = await http.GetAsync(session, ids[0]);
        Assert.Equal(HttpStatusCode.BadRequest, oldest.StatusCode);
        using var newest = await http.GetAsync(session, ids[^1]);
        await using var replayed = await EventProbe.OfAsync(newest);
        Assert.Equal(9, (int)(await replayed.MessageAsync())["id"]!);
    }

    [Fact]
    public async Task A_subscriber_hears_of_changes_on_its_get_and_a_second_get_takes_over()
    {
        var session = await Http.BeginSessionAsync();
        using var subscribed = await Http.SessionAsync(
            session, Messages.Legacy(1, "resources/subscribe", new() { ["uri"] = Thread }));
        await using (var answer = await EventProbe.OfAsync(subscribed)) Assert.NotNull(
            (await answer.MessageAsync())["result"]);
        using var first = await Http.GetAsync(session);
        await using var firstEvents = await EventProbe.OfAsync(first);
        await firstEvents.NextAsync();
        Host.Changes.Publish(ResourceChange.Updated("agw://threads/other"), ResourceChange.Updated(Thread));
        Assert.Equal(Thread, (string)(await firstEvents.MessageAsync())["params"]!["uri"]!);

        using var second = await Http.GetAsync(session);
        await using var secondEvents = await EventProbe.OfAsync(second);
        await secondEvents.NextAsync();
        Assert.Null(await firstEvents.NextAsync());
        Host.Changes.Publish(new ResourceChange(ResourceChangeKind.ToolList));
        Assert.Equal("notifications/tools/list_changed", (string)(await secondEvents.MessageAsync())["method"]!);
    }

    [Fact]
    public async Task A_hint_that_is_not_read_is_kept_once()
    {
        var session = await Http.BeginSessionAsync();
        using var subscribed = await Http.SessionAsync(
            session, Messages.Legacy(1, "resources/subscribe", new() { ["uri"] = Thread }));
        string id;
        {
            using var listening = await Http.GetAsync(session);
            await using var events = await EventProbe.OfAsync(listening);
            await events.NextAsync();
            id = events.LastEventId!;
        }
        var last = new ResourceChange(ResourceChangeKind.PromptList);
        Host.Changes.Publish([.. Enumerable.Repeat(ResourceChange.Updated(Thread), 1000), last]);
        using var resumed = await Http.GetAsync(session, id);
        await using var rest = await EventProbe.OfAsync(resumed);
        Assert.Equal(Thread, (string)(await rest.MessageAsync())["params"]!["uri"]!);
        JsonObject next;
        var repeated = 0;
        while ((string)(next = await rest.MessageAsync())["method"]! == "notifications/resources/updated") repeated++;
        Assert.Equal("notifications/prompts/list_changed", (string)next["method"]!);
        // A few may have been on their way when the listener went.
        Assert.InRange(repeated, 0, 10);
    }

    [Fact]
    public async Task Only_one_revision_has_batches()
    {
        var batch = new JsonArray(
            Messages.Legacy(1, "tools/call", Messages.Echo("a")),
            Messages.Legacy(2, "ping"),
            Messages.Legacy(3, "no/such"));
        var newer = await Http.BeginSessionAsync();
        using var refused = await Http.SessionAsync(newer, batch);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        var session = await Http.BeginSessionAsync("2025-03-26");
        using var response = await Http.SessionAsync(session, batch);
        await using var events = await EventProbe.OfAsync(response);
        var answers = new[] { await events.MessageAsync(), await events.MessageAsync(), await events.MessageAsync() };
        Assert.Equal([1, 2, 3], answers.Select(answer => (int)answer["id"]!).Order());
        Assert.Null(await events.NextAsync());
        using var notifications = await Http.SessionAsync(
            session, JsonNode.Parse("""[{"jsonrpc":"2.0","method":"notifications/x"}]""")!);
        Assert.Equal(HttpStatusCode.Accepted, notifications.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_call_ends_its_stream_without_an_answer()
    {
        var session = await Http.BeginSessionAsync();
        var call = Messages.Call("slow_compute", new() { ["seconds"] = 300 });
        using var response = await Http.SessionAsync(session, Messages.Legacy("slow", "tools/call", call));
        await using var events = await EventProbe.OfAsync(response);
        await events.NextAsync();
        using var cancelled = await Http.SessionAsync(
            session,
            JsonNode.Parse("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"slow"}}""")!);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        Assert.Null(await events.NextAsync());
        Assert.Equal("still here", await EchoAsync(session, "still here"));
        Assert.Empty(Host.Log.Lines);
    }

    [Fact]
    public async Task Ending_a_session_answers_what_is_open()
    {
        var session = await Http.BeginSessionAsync();
        using var response = await Http.SessionAsync(
            session, Messages.Legacy("slow", "tools/call", Messages.Call("slow_compute", new() { ["seconds"] = 300 })));
        await using var events = await EventProbe.OfAsync(response);
        using var ended = await Http.DeleteAsync(session);
        var answer = await events.MessageAsync();
        Assert.Equal("slow", (string)answer["id"]!);
        Assert.NotNull(answer["error"]);
    }

    [Fact]
    public async Task Unused_sessions_are_forgotten_and_the_table_is_bounded()
    {
        var time = new ShiftedClock();
        await using var host = await McpHost.StartAsync(
            McpHost.Options with { SessionsMax = 2, SessionIdleMax = TimeSpan.FromMinutes(30) }, time);
        using var http = new HttpProbe(host.Url);
        var idle = await http.BeginSessionAsync();
        time.Advance(TimeSpan.FromMinutes(31));
        using var gone = await http.SessionAsync(idle, Messages.Legacy(1, "ping"));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        var first = await http.BeginSessionAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        var second = await http.BeginSessionAsync();
        using var inUse = await http.GetAsync(first);
        time.Advance(TimeSpan.FromSeconds(1));
        var third = await http.BeginSessionAsync();
        using var unusedLongest = await http.SessionAsync(second, Messages.Legacy(1, "ping"));
        Assert.Equal(HttpStatusCode.NotFound, unusedLongest.StatusCode);

        using var alsoInUse = await http.GetAsync(third);
        using var refused = await http.PostAsync(
            Messages.Legacy(0, "initialize", Messages.Initialize("2025-11-25")).ToJsonString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    private async Task<string> EchoAsync(string session, string text, string? version = null)
    {
        using var response = await Http.SessionAsync(
            session, Messages.Legacy(1, "tools/call", Messages.Echo(text)), request =>
        {
            if (version is not null) request.Headers.Add("MCP-Protocol-Version", version);
        });
        await using var events = await EventProbe.OfAsync(response);
        return (string)(await events.MessageAsync())["result"]!["structuredContent"]!["text"]!;
    }
}
