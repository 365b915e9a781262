using System.Text.Json.Nodes;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Tests.Protocol;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>A person asked through a client of an earlier revision, while its call is open.</summary>
public sealed class EarlierElicitationTests
{
    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2025-06-18")]
    public async Task A_yes_lets_the_turn_go_on_within_the_same_call(string version)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway, version);
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        var asked = await AskedAsync(client);
        Assert.Equal(
            """["once","deny"]""",
            asked["params"]!["requestedSchema"]!["properties"]!["decision"]!["enum"]!.ToJsonString());
        Assert.Equal("decision", Assert.Single(asked["params"]!["requestedSchema"]!["properties"]!.AsObject()).Key);
        var lines = ((string)asked["params"]!["message"]!).Split('\n');
        Assert.StartsWith("R2: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("mokosh asks for permission", lines[1], StringComparison.Ordinal);
        await AnswerAsync(client, asked, """{"action":"accept","content":{"decision":"once"}}""");
        var content = await ContentAsync(client, 7);
        Assert.Equal(("completed", "did a"), ((string)content["status"]!, (string)content["reply"]!["text"]!));
        var approval = Assert.Single(
            (await gateway.Approvals.ListAsync(new(), TestContext.Current.CancellationToken)).Value.Approvals);
        Assert.Equal(("approved", "once", "client's user"), (approval.State, approval.Decision, approval.DecidedBy));
    }

    [Theory]
    [InlineData("""{"action":"accept","content":{"decision":"deny"}}""")]
    [InlineData("""{"action":"decline"}""")]
    public async Task A_no_reaches_the_agent(string answer)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        await AnswerAsync(client, await AskedAsync(client), answer);
        var content = await ContentAsync(client, 7);
        Assert.Equal("completed", (string)content["status"]!);
        Assert.Contains("denied", (string)content["reply"]!["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("did a", (string)content["reply"]!["text"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"action":"cancel"}""")]
    [InlineData("""{"action":"accept"}""")]
    [InlineData("""{"action":"accept","content":{}}""")]
    [InlineData("""{"action":"accept","content":{"decision":"always"}}""")]
    [InlineData("""{"action":"accept","content":{"decision":"Once"}}""")]
    [InlineData("""{"action":"accept","content":{"decision":["once"]}}""")]
    [InlineData("""{"action":"accept","content":{"decision":true}}""")]
    [InlineData("""{"action":"accept","content":{"reason":"once"}}""")]
    [InlineData("""{"action":"yes","content":{"decision":"once"}}""")]
    [InlineData("""{"action":7}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    public async Task What_is_no_decision_leaves_it_pending(string answer)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        await AnswerAsync(client, await AskedAsync(client), answer);
        var content = await ContentAsync(client, 7);
        Assert.Equal("waiting", (string)content["status"]!);
        Assert.Equal((await gateway.PendingAsync()).Id, (string)Assert.Single(content["waiting_for"]!.AsArray())!);
    }

    [Fact]
    public async Task A_client_that_answers_with_an_error_was_not_asked()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        var asked = await AskedAsync(client);
        await client.SendAsync(
            $$"""{"jsonrpc":"2.0","id":{{asked["id"]!.ToJsonString()}},"error":{"code":-32601,"message":"no"} }""");
        Assert.Equal("waiting", (string)(await ContentAsync(client, 7))["status"]!);
    }

    [Theory]
    [InlineData("once", "did a")]
    [InlineData("deny", "denied")]
    public async Task Decided_elsewhere_the_dialogue_is_withdrawn_and_the_call_goes_on(string decision, string told)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        var asked = await AskedAsync(client);
        await gateway.DecideAsync((await gateway.PendingAsync()).Id, decision);
        JsonNode? withdrawn = null;
        var answered = await client.HearAsync(message =>
        {
            if ((string?)message["method"] == "notifications/cancelled") withdrawn = message["params"]!["requestId"];
            return message["id"]?.ToJsonString() == "7" && message.ContainsKey("result");
        });
        withdrawn ??= (await client.HearAsync(
            message => (string?)message["method"] == "notifications/cancelled"))["params"]!["requestId"];
        Assert.Equal(asked["id"]!.ToJsonString(), withdrawn!.ToJsonString());
        Assert.Contains(
            told, (string)answered["result"]!["structuredContent"]!["reply"]!["text"]!, StringComparison.Ordinal);
        // Any answer to the withdrawn dialogue is too late.
        await AnswerAsync(client, asked, """{"action":"accept","content":{"decision":"once"}}""");
        Assert.Equal(
            decision,
            Assert.Single(
                (await gateway.Approvals.ListAsync(new(), TestContext.Current.CancellationToken)).Value.Approvals)
                    .Decision);
    }

    [Fact]
    public async Task Several_asks_come_one_after_the_other()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a & run b\nask Which?|red|green\nask Why?"));
        await AnswerAsync(client, await AskedAsync(client), """{"action":"accept","content":{"decision":"once"}}""");
        await AnswerAsync(client, await AskedAsync(client), """{"action":"accept","content":{"decision":"deny"}}""");
        var options = await AskedAsync(client);
        Assert.Equal(
            """["red","green"]""",
            options["params"]!["requestedSchema"]!["properties"]!["answer"]!["enum"]!.ToJsonString());
        await AnswerAsync(client, options, """{"action":"accept","content":{"answer":"green"}}""");
        await AnswerAsync(client, await AskedAsync(client), """{"action":"accept","content":{"answer":"because"}}""");
        var reply = (string)(await ContentAsync(client, 7))["reply"]!["text"]!;
        foreach (var part in (string[])["did ", "denied", "green", "because", "client's user"])
            Assert.Contains(part, reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"action":"decline"}""")]
    [InlineData("""{"action":"accept","content":{"answer":"blue"}}""")]
    [InlineData("""{"action":"accept","content":{"answer":"1"}}""")]
    public async Task A_question_that_is_not_answered_waits_on(string answer)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("ask Which?|red|green"));
        await AnswerAsync(client, await AskedAsync(client), answer);
        Assert.Equal("waiting", (string)(await ContentAsync(client, 7))["status"]!);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_refused_with_a_sentence_and_asked_for_again()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("ask Why?"));
        var asked = await AskedAsync(client);
        Assert.Equal(8_000, (int)asked["params"]!["requestedSchema"]!["properties"]!["answer"]!["maxLength"]!);
        await AnswerAsync(client, asked, Answers(8_001));
        var again = await AskedAsync(client);
        Assert.NotEqual(asked["id"]!.ToJsonString(), again["id"]!.ToJsonString());
        Assert.StartsWith(
            "The answer has 8001 characters; 8000 are allowed. Shorten it.",
            (string)again["params"]!["message"]!,
            StringComparison.Ordinal);
        Assert.EndsWith(
            (string)asked["params"]!["message"]!, (string)again["params"]!["message"]!, StringComparison.Ordinal);
        await AnswerAsync(client, again, Answers(8_000));
        var content = await ContentAsync(client, 7);
        Assert.Equal("completed", (string)content["status"]!);
        Assert.Contains("xxxx", (string)content["reply"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_answers_too_much_again_and_again_is_told_that_the_turn_waits()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("ask Why?"));
        for (var shown = 0; shown < 3; shown++) await AnswerAsync(client, await AskedAsync(client), Answers(20_000));
        Assert.Equal("waiting", (string)(await ContentAsync(client, 7))["status"]!);
    }

    [Fact]
    public async Task Who_waits_for_a_turn_that_waits_already_is_asked_too()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var mute = await LineProbe.ConnectAsync(gateway.Host);
        var sent = (await mute.AskAsync(
            "tools/call", await gateway.SendAsync("run a")))["result"]!["structuredContent"]!;
        Assert.Equal("waiting", (string)sent["status"]!);
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, Messages.Call("thread_wait", new() { ["turn_id"] = (string)sent["turn_id"]! }));
        await AnswerAsync(client, await AskedAsync(client), """{"action":"accept","content":{"decision":"once"}}""");
        Assert.Equal("did a", (string)(await ContentAsync(client, 7))["reply"]!["text"]!);
    }

    [Fact]
    public async Task Who_does_not_wait_is_not_asked()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a", waitSeconds: 0));
        Assert.Contains((string)(await ContentAsync(client, 7))["status"]!, (string[])["queued", "running", "waiting"]);
        await gateway.PendingAsync();
    }

    [Fact]
    public async Task Beyond_the_setting_no_dialogue_is_shown()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("risk a"));
        Assert.Equal("waiting", (string)(await ContentAsync(client, 7))["status"]!);
        await using var careful = await GatewayWithApprovals.OpenAsync(
            new ApprovalOptions { ElicitationMax = RiskClass.R1 });
        await using var other = await ConnectAsync(careful);
        await CallAsync(other, 7, await careful.SendAsync("run a"));
        Assert.Equal("waiting", (string)(await ContentAsync(other, 7))["status"]!);
    }

    [Fact]
    public async Task An_agents_own_client_is_never_asked()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway, caller: new(new Principal("weles") { Agent = "weles" }));
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        Assert.Equal("waiting", (string)(await ContentAsync(client, 7))["status"]!);
        await CallAsync(client, 8, await gateway.SendAsync("ask Why?"));
        Assert.Equal("waiting", (string)(await ContentAsync(client, 8))["status"]!);
    }

    [Fact]
    public async Task Cancelling_the_call_ends_the_asking_and_not_the_approval()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await ConnectAsync(gateway);
        await CallAsync(client, 7, await gateway.SendAsync("run a"));
        var asked = await AskedAsync(client);
        await client.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""");
        var withdrawn = await client.HearAsync(message => (string?)message["method"] == "notifications/cancelled");
        Assert.Equal(asked["id"]!.ToJsonString(), withdrawn["params"]!["requestId"]!.ToJsonString());
        await AnswerAsync(client, asked, """{"action":"accept","content":{"decision":"once"}}""");
        await client.AskLegacyAsync("ping");
        await gateway.PendingAsync();
    }

    [Fact]
    public async Task Over_http_the_request_comes_on_the_stream_of_the_call()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        using var http = new HttpProbe(gateway.Host.Url);
        var session = await http.BeginSessionAsync(elicitation: true);
        using var response = await http.SessionAsync(
            session, Messages.Legacy(7, "tools/call", await gateway.SendAsync("run a")));
        await using var events = await EventProbe.OfAsync(response);
        var asked = await events.MessageAsync();
        Assert.Equal("elicitation/create", (string)asked["method"]!);
        var answer = $$"""{"jsonrpc":"2.0","id":{{asked["id"]!.ToJsonString()}},"result":{"action":"accept","content":{"decision":"once"} } }""";
        using var accepted = await http.SessionAsync(session, JsonNode.Parse(answer)!);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, accepted.StatusCode);
        var ended = await events.MessageAsync();
        Assert.Equal("did a", (string)ended["result"]!["structuredContent"]!["reply"]!["text"]!);
    }

    [Fact]
    public async Task A_direct_call_that_needs_approval_is_asked_for_and_made()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync(
            rules: PolicyRules.Shipped.With(
                [new("ask", PolicyDecision.Ask, PolicySource.Settings) { Tool = "thread_update", Agent = "client" }]));
        await using var client = await ConnectAsync(gateway);
        var thread = await gateway.ThreadAsync();
        await CallAsync(client, 7, Messages.Call("thread_update", new() { ["thread_id"] = thread, ["title"] = "New" }));
        var asked = await AskedAsync(client);
        Assert.Contains("thread_update", (string)asked["params"]!["message"]!, StringComparison.Ordinal);
        await AnswerAsync(client, asked, """{"action":"accept","content":{"decision":"once"}}""");
        Assert.Equal("New", (string)(await ContentAsync(client, 7))["thread"]!["title"]!);

        await CallAsync(
            client, 8, Messages.Call("thread_update", new() { ["thread_id"] = thread, ["title"] = "Other" }));
        await AnswerAsync(client, await AskedAsync(client), """{"action":"cancel"}""");
        Assert.Equal("approval_required", (string)(await ContentAsync(client, 8))["code"]!);
        await CallAsync(
            client, 9, Messages.Call("thread_update", new() { ["thread_id"] = thread, ["title"] = "Other" }));
        await AnswerAsync(client, await AskedAsync(client), """{"action":"decline"}""");
        Assert.Equal("denied", (string)(await ContentAsync(client, 9))["code"]!);
    }

    private static string Answers(int characters) =>
        $$$"""{"action":"accept","content":{"answer":"{{{new string('x', characters)}}}"}}""";

    private static async Task<LineProbe> ConnectAsync(
        GatewayWithApprovals gateway, string version = "2025-11-25", Caller? caller = null)
    {
        var client = await LineProbe.ConnectAsync(gateway.Host, caller);
        await client.InitializeAsync(version, elicitation: true);
        return client;
    }

    private static Task CallAsync(
        LineProbe client, int id, JsonObject call) =>
            client.SendAsync(Messages.Legacy(id, "tools/call", call).ToJsonString());

    private static Task<JsonObject> AskedAsync(LineProbe client) =>
        client.HearAsync(message => (string?)message["method"] == "elicitation/create");

    private static Task AnswerAsync(LineProbe client, JsonObject asked, string result) =>
        client.SendAsync($$"""{"jsonrpc":"2.0","id":{{asked["id"]!.ToJsonString()}},"result":{{result}} }""");

    private static async Task<JsonNode> ContentAsync(LineProbe client, int id) =>
        (await client.HearAsync(
            message => message["id"]?.ToJsonString() == $"{id}"
                && !message.ContainsKey("method")))["result"]!["structuredContent"]!;
}
