using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>
/// Each tool of threads once around, on a whole gateway. Every answer is checked against the tool's schema.
/// </summary>
public sealed class ThreadToolTests
{
    [Fact]
    public async Task A_message_begins_a_thread_and_is_answered()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var sent = await gateway.CallAsync("thread_send", """{"text":"hello"}""");
        Assert.Equal("completed", (string?)sent["status"]);
        Assert.Equal("echo: hello", (string?)sent["reply"]!["text"]);
        Assert.Equal("svarog", (string?)sent["reply"]!["author"]);
        Assert.NotNull(sent["message_id"]);
        var read = await gateway.CallAsync("thread_read", $$"""{"thread_id":"{{sent["thread_id"]}}"}""");
        Assert.Equal(
            [("user", "client", "hello"), ("assistant", "svarog", "echo: hello")],
            read["messages"]!.AsArray()
                .Select(message => ((string?)message!["role"], (string?)message["author"], (string?)message["text"])));
    }

    [Fact]
    public async Task Without_waiting_the_turn_is_told_and_can_be_waited_for()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var sent = await gateway.CallAsync("thread_send", """{"text":"hold on","wait_seconds":0}""");
        Assert.Equal("running", (string?)sent["status"]);
        Assert.Null(sent["reply"]);
        var turn = $$"""{"turn_id":"{{sent["turn_id"]}}","wait_seconds":0}""";
        Assert.Equal("running", (string?)(await gateway.CallAsync("thread_wait", turn))["status"]);
        gateway.Echo.LetGo();
        var waited = await gateway.CallAsync("thread_wait", $$"""{"turn_id":"{{sent["turn_id"]}}"}""");
        Assert.Equal(("completed", "echo: hold on"), ((string?)waited["status"], (string?)waited["reply"]!["text"]));
    }

    [Fact]
    public async Task A_repeated_request_does_nothing_twice_and_another_under_its_key_is_refused()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var first = await gateway.CallAsync("thread_send", """{"text":"once","idempotency_key":"k"}""");
        var again = await gateway.CallAsync("thread_send", """{"text":"once","idempotency_key":"k"}""");
        Assert.Equal((string?)first["message_id"], (string?)again["message_id"]);
        Assert.Equal("echo: once", (string?)again["reply"]!["text"]);
        Assert.Equal(
            "idempotency_conflict",
            await gateway.RefusedAsync("thread_send", """{"text":"other","idempotency_key":"k"}"""));
    }

    [Fact]
    public async Task A_running_turn_is_shown_queued_behind_and_cancelled()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var first = await gateway.CallAsync("thread_send", """{"text":"hold","wait_seconds":0}""");
        var thread = (string)first["thread_id"]!;
        var second = await gateway.CallAsync(
            "thread_send", $$"""{"thread_id":"{{thread}}","text":"next","wait_seconds":0}""");
        Assert.Equal("queued", (string?)second["status"]);
        var shown = (await gateway.CallAsync("thread_read", $$"""{"thread_id":"{{thread}}"}"""))["thread"]!;
        Assert.Equal((string?)first["turn_id"], (string?)shown["active_turn"]!["turn_id"]);
        Assert.Equal((string?)second["turn_id"], (string?)shown["queue"]![0]!["turn_id"]);
        Assert.Equal(
            "cancelled",
            (string?)(await gateway.CallAsync("thread_cancel", $$"""{"turn_id":"{{first["turn_id"]}}"}"""))["status"]);
        Assert.Equal(
            "cancelled",
            (string?)(await gateway.CallAsync("thread_wait", $$"""{"turn_id":"{{first["turn_id"]}}"}"""))["status"]);
        Assert.Equal(
            "completed",
            (string?)(await gateway.CallAsync("thread_wait", $$"""{"turn_id":"{{second["turn_id"]}}"}"""))["status"]);
    }

    [Theory]
    [InlineData("""{}""", "missing_argument")]
    [InlineData("""{"thread_id":"thr_x","turn_id":"turn_x"}""", "invalid_argument")]
    [InlineData("""{"thread_id":"thr_x"}""", "unknown_thread")]
    [InlineData("""{"turn_id":"turn_x"}""", "unknown_turn")]
    public async Task Cancelling_takes_one_known_id(string arguments, string code)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        Assert.Equal(code, await gateway.RefusedAsync("thread_cancel", arguments));
    }

    [Fact]
    public async Task A_thread_is_created_listed_renamed_pinned_and_archived()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (await gateway.CallAsync(
            "thread_create", """{"title":"Plans","agent":"WELES","idempotency_key":"a"}"""))["thread"]!;
        Assert.Equal(("Plans", "weles"), ((string?)thread["title"], (string?)thread["owner"]));
        await gateway.CallAsync("thread_create", """{"title":"Other"}""");
        Assert.Equal(["Plans"], await TitlesAsync(gateway, """{"query":"plan"}"""));
        await gateway.CallAsync(
            "thread_update", $$"""{"thread_id":"{{thread["id"]}}","title":"Old plans","pinned":true}""");
        Assert.Equal(["Old plans", "Other"], await TitlesAsync(gateway, "{}"));
        await gateway.CallAsync("thread_update", $$"""{"thread_id":"{{thread["id"]}}","archived":true}""");
        Assert.Equal(["Other"], await TitlesAsync(gateway, "{}"));
        Assert.Equal(["Old plans"], await TitlesAsync(gateway, """{"archived":true}"""));
        Assert.Equal(
            "thread_archived",
            await gateway.RefusedAsync("thread_send", $$"""{"thread_id":"{{thread["id"]}}","text":"x"}"""));
        Assert.Equal(
            "nothing_to_change", await gateway.RefusedAsync("thread_update", $$"""{"thread_id":"{{thread["id"]}}"}"""));
    }

    [Fact]
    public async Task Lists_and_messages_come_in_pages()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        foreach (var number in Enumerable.Range(0, 3))
            await gateway.CallAsync("thread_create", $$"""{"title":"t{{number}}"}""");
        var first = await gateway.CallAsync("thread_list", """{"limit":2}""");
        var second = await gateway.CallAsync("thread_list", $$"""{"limit":2,"cursor":"{{first["next_cursor"]}}"}""");
        Assert.Equal((2, 1), (first["threads"]!.AsArray().Count, second["threads"]!.AsArray().Count));
        Assert.Null(second["next_cursor"]);
        Assert.Equal(
            "cursor_unknown", await gateway.RefusedAsync("thread_list", """{"cursor":"elsewhere.0.1.thr_x"}"""));

        var sent = await gateway.CallAsync("thread_send", """{"text":"one"}""");
        var page = await gateway.CallAsync("thread_read", $$"""{"thread_id":"{{sent["thread_id"]}}","limit":1}""");
        var rest = await gateway.CallAsync(
            "thread_read", $$"""{"thread_id":"{{sent["thread_id"]}}","after":"{{page["next_cursor"]}}"}""");
        Assert.Equal(
            ("one", "echo: one"), ((string?)page["messages"]![0]!["text"], (string?)rest["messages"]![0]!["text"]));
        var last = await gateway.CallAsync(
            "thread_read", $$"""{"thread_id":"{{sent["thread_id"]}}","before":1000,"limit":1}""");
        Assert.Equal("echo: one", (string?)Assert.Single(last["messages"]!.AsArray())!["text"]);
    }

    [Fact]
    public async Task A_participant_is_set_and_ended()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var set = await gateway.CallAsync(
            "thread_participant",
                $$"""{"thread_id":"{{thread}}","agent":"verifier","instruction":"check","when":"before"}""");
        Assert.Equal(("weles", "check", "before", true), Shown(set));
        var ended = await gateway.CallAsync(
            "thread_participant", $$"""{"thread_id":"{{thread}}","agent":"weles","stop":true}""");
        Assert.Equal(("weles", "check", "before", false), Shown(ended));
        Assert.Equal("invalid_argument", await gateway.RefusedAsync(
            "thread_participant", $$"""{"thread_id":"{{thread}}","agent":"weles","stop":true,"when":"after"}"""));

        static (string?, string?, string?, bool) Shown(JsonNode answer)
        {
            var one = Assert.Single(answer["participants"]!.AsArray())!;
            return ((string?)one["agent"], (string?)one["instruction"], (string?)one["when"], (bool)one["active"]!);
        }
    }

    [Fact]
    public async Task A_directive_says_what_it_did_and_starts_nothing()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var sent = await gateway.CallAsync("thread_send", """{"text":"@weles check the sums"}""");
        Assert.Equal(
            ("completed", "participant", "weles"),
            ((string?)sent["status"], (string?)sent["directive"]!["kind"], (string?)sent["directive"]!["agent"]));
        Assert.Null(sent["turn_id"]);
        Assert.Null(sent["reply"]);
    }

    [Fact]
    public async Task A_delegation_is_waited_for_and_its_thread_can_be_read()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var delegated = await gateway.CallAsync(
            "thread_delegate", $$"""{"thread_id":"{{thread}}","agent":"rarog","text":"count"}""");
        Assert.Equal(
            ("completed", "rarog", "echo: count"),
            ((string?)delegated["status"], (string?)delegated["reply"]!["author"],
                (string?)delegated["reply"]!["text"]));
        var hidden = await gateway.CallAsync(
            "thread_read", $$"""{"thread_id":"{{delegated["hidden_thread_id"]}}","hidden":true}""");
        Assert.True((bool)hidden["thread"]!["hidden"]!);
        Assert.DoesNotContain(await IdsAsync(gateway), id => id == (string?)delegated["hidden_thread_id"]);
        var alone = await gateway.CallAsync("thread_delegate", """{"agent":"rarog","text":"hold","wait_seconds":0}""");
        Assert.Contains((string?)alone["status"], new[] { "queued", "running" });
        Assert.Equal(
            "unknown_agent", await gateway.RefusedAsync("thread_delegate", """{"agent":"nobody","text":"x"}"""));
    }

    [Fact]
    public async Task A_thread_is_handed_over_and_returned()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var thread = (string)(await gateway.CallAsync("thread_create", "{}"))["thread"]!["id"]!;
        var over = await gateway.CallAsync(
            "thread_handoff", $$"""{"thread_id":"{{thread}}","agent":"rarog","reason":"knows it"}""");
        Assert.Equal(("rarog", "svarog"), ((string?)over["owner"], (string?)over["owner_stack"]![0]));
        Assert.Equal(
            "already_owner",
            await gateway.RefusedAsync("thread_handoff", $$"""{"thread_id":"{{thread}}","agent":"rarog"}"""));
        var back = await gateway.CallAsync("thread_return", $$"""{"thread_id":"{{thread}}"}""");
        Assert.Equal("svarog", (string?)back["owner"]);
        Assert.Equal(
            "nobody_to_return_to", await gateway.RefusedAsync("thread_return", $$"""{"thread_id":"{{thread}}"}"""));
    }

    [Fact]
    public async Task What_was_said_is_found_and_a_thread_forks_there()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        var sent = await gateway.CallAsync("thread_send", """{"text":"the heron stands"}""");
        var hits = (await gateway.CallAsync("thread_search", """{"query":"heron"}"""))["hits"]!.AsArray();
        Assert.Contains(
            hits,
            hit => (string?)hit!["message_id"] == (string?)sent["message_id"]
                && ((string)hit["snippet"]!).Contains("**heron**", StringComparison.Ordinal));
        var fork = (await gateway.CallAsync(
            "thread_fork",
                $$"""{"thread_id":"{{sent["thread_id"]}}","message_id":"{{sent["message_id"]}}"}"""))["thread"]!;
        var read = await gateway.CallAsync("thread_read", $$"""{"thread_id":"{{fork["id"]}}"}""");
        Assert.Equal(["the heron stands"], read["messages"]!.AsArray().Select(message => (string?)message!["text"]));
        Assert.Equal(
            "unknown_message",
            await gateway.RefusedAsync(
                "thread_fork", $$"""{"thread_id":"{{sent["thread_id"]}}","message_id":"msg_x"}"""));
    }

    [Theory]
    [InlineData("thread_send", """{"text":"x","thread_id":"thr_none"}""", "unknown_thread")]
    [InlineData("thread_send", """{"text":"  "}""", "empty_text")]
    [InlineData("thread_send", """{"text":"x","mode":"later"}""", "invalid_argument")]
    [InlineData("thread_send", """{"text":"x","wait":3}""", "unknown_argument")]
    [InlineData("thread_send", """{"text":"/handoff nobody"}""", "unknown_agent")]
    [InlineData("thread_read", """{"thread_id":"../x"}""", "unknown_thread")]
    [InlineData("thread_wait", """{"turn_id":"turn_none","wait_seconds":0}""", "unknown_turn")]
    [InlineData("thread_wait", """{"turn_id":"turn_none"}""", "unknown_turn")]
    [InlineData("thread_search", """{"query":" "}""", "empty_query")]
    [InlineData("thread_create", """{"workspace":"relative"}""", "invalid_workspace")]
    [InlineData("thread_create", """{"agent":"nobody"}""", "unknown_agent")]
    [InlineData("thread_handoff", """{"thread_id":"thr_none","agent":"weles"}""", "unknown_thread")]
    public async Task What_cannot_be_is_refused(string tool, string arguments, string code)
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        Assert.Equal(code, await gateway.RefusedAsync(tool, arguments));
    }

    [Fact]
    public async Task A_text_over_the_limit_is_refused_with_the_limit()
    {
        await using var gateway = await GatewayWithTools.OpenAsync();
        Assert.Equal(
            "text_too_long", await gateway.RefusedAsync(
                "thread_send", $$"""{"text":"{{new string('x', 200_001)}}"}"""));
    }

    private static async Task<IEnumerable<string?>> TitlesAsync(GatewayWithTools gateway, string arguments) =>
        (await gateway.CallAsync("thread_list", arguments))["threads"]!.AsArray()
            .Select(thread => (string?)thread!["title"]);

    private static async Task<IEnumerable<string?>> IdsAsync(GatewayWithTools gateway) =>
        (await gateway.CallAsync("thread_list", "{}"))["threads"]!.AsArray().Select(thread => (string?)thread!["id"]);
}
