using System.Text.Json.Nodes;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Tests.Protocol;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>
/// A person asked through a client of 2026-07-28: the call ends with what it needs, and is repeated with the answer.
/// </summary>
public sealed class InputRequiredTests
{
    [Fact]
    public async Task A_yes_lets_the_turn_go_on_and_posts_nothing_again()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("run a\nrun b");
        var asked = await ResultAsync(client, call);
        var (ask, request) = Single(asked);
        Assert.Equal((await gateway.PendingAsync()).Id, ask);
        Assert.Equal("elicitation/create", (string)request["method"]!);
        Assert.Equal(
            """["once","deny"]""",
            request["params"]!["requestedSchema"]!["properties"]!["decision"]!["enum"]!.ToJsonString());

        asked = await ResultAsync(client, Again(call, asked, Accept("once")));
        Assert.NotEqual(ask, Single(asked).Ask);
        var ended = await ResultAsync(client, Again(call, asked, Accept("deny")));
        Assert.Equal("complete", (string)ended["resultType"]!);
        var reply = (string)ended["structuredContent"]!["reply"]!["text"]!;
        Assert.Contains("did a", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("did b", reply, StringComparison.Ordinal);
        var thread = (string)ended["structuredContent"]!["thread_id"]!;
        var read = (await client.AskAsync(
            "tools/call", Messages.Call(
                "thread_read", new() { ["thread_id"] = thread })))["result"]!["structuredContent"]!;
        Assert.Single(read["messages"]!.AsArray(), message => (string)message!["role"]! == "user");
    }

    [Theory]
    [InlineData("""{"action":"cancel"}""")]
    [InlineData("""{"action":"accept","content":{"decision":"always"}}""")]
    [InlineData("""{"action":"accept","content":{"decision":["once"]}}""")]
    [InlineData("""{"action":"accept"}""")]
    [InlineData("""{"action":7,"content":{"decision":"once"}}""")]
    public async Task What_is_no_decision_leaves_it_pending_and_is_not_asked_again(string answer)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("run a");
        var asked = await ResultAsync(client, call);
        var ended = await ResultAsync(client, Again(call, asked, answer));
        Assert.Equal("waiting", (string)ended["structuredContent"]!["status"]!);
        await gateway.PendingAsync();
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_refused_with_a_sentence_and_asked_for_again()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("ask Why?");
        var asked = await ResultAsync(client, call);
        var (ask, request) = Single(asked);
        Assert.Equal(8_000, (int)request["params"]!["requestedSchema"]!["properties"]!["answer"]!["maxLength"]!);
        var again = await ResultAsync(client, Again(call, asked, Answers(8_001)));
        Assert.Equal(ask, Single(again).Ask);
        Assert.StartsWith(
            "The answer has 8001 characters; 8000 are allowed. Shorten it.",
            (string)Single(again).Request["params"]!["message"]!,
            StringComparison.Ordinal);
        var ended = await ResultAsync(client, Again(call, again, Answers(8_000)));
        Assert.Equal("completed", (string)ended["structuredContent"]!["status"]!);
    }

    [Fact]
    public async Task A_task_refuses_an_answer_that_is_too_long_and_still_asks_for_it()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var task = await TaskAsync(client, await gateway.SendAsync("ask Why?"), elicitation: true);
        var standing = await UntilAsync(
            client, task, state => (string)state["status"]! == "input_required", elicitation: true);
        var refused = await UpdateAsync(client, task, Single(standing).Ask, Answers(8_001));
        Assert.Equal((int)McpErrorCode.InvalidParams, (int)refused["error"]!["code"]!);
        Assert.Contains(
            "8001 characters; 8000 are allowed", (string)refused["error"]!["message"]!, StringComparison.Ordinal);
        standing = await UntilAsync(
            client, task, state => (string)state["status"]! == "input_required", elicitation: true);
        await UpdateAsync(client, task, Single(standing).Ask, Answers(8_000));
        await UntilAsync(client, task, state => (string)state["status"]! == "completed", elicitation: true);
    }

    [Fact]
    public async Task What_does_not_fit_into_a_form_is_a_resource_to_read_and_can_only_be_denied_there()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("run " + new string('x', 5_000));
        var asked = await ResultAsync(client, call);
        var (id, request) = Single(asked);
        Assert.Equal(
            """["deny"]""",
            request["params"]!["requestedSchema"]!["properties"]!["decision"]!["enum"]!.ToJsonString());
        var message = (string)request["params"]!["message"]!;
        Assert.Contains($"agw approvals show {id}, or agw://approvals/{id}", message, StringComparison.Ordinal);
        Assert.Contains("more characters]", message, StringComparison.Ordinal);
        var read = await client.AskAsync("resources/read", new() { ["uri"] = $"agw://approvals/{id}" });
        Assert.Contains(
            new string('x', 5_000), (string)read["result"]!["contents"]![0]!["text"]!, StringComparison.Ordinal);
        var ended = await ResultAsync(client, Again(call, asked, Accept("once")));
        Assert.Equal("waiting", (string)ended["structuredContent"]!["status"]!);
    }

    [Fact]
    public async Task A_form_shows_every_character_and_an_option_is_chosen_as_it_is_shown()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("ask Whi\u200Bch?|le\u200Bft|right");
        var asked = await ResultAsync(client, call);
        var parameters = Single(asked).Request["params"]!;
        Assert.Contains("| Whi\\u200bch?", (string)parameters["message"]!, StringComparison.Ordinal);
        var option = (string)parameters["requestedSchema"]!["properties"]!["answer"]!["enum"]![0]!;
        Assert.Equal("le\\u200bft", option);
        var answer = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject { ["answer"] = option } };
        var ended = await ResultAsync(client, Again(call, asked, answer.ToJsonString()));
        Assert.Contains(
            "le\u200Bft", (string)ended["structuredContent"]!["reply"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repetition_without_an_answer_is_told_that_the_turn_waits()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("run a");
        var again = Again(call, await ResultAsync(client, call), "{}");
        again.Remove("inputResponses");
        Assert.Equal("waiting", (string)(await ResultAsync(client, again))["structuredContent"]!["status"]!);
    }

    [Fact]
    public async Task An_answer_about_another_approval_decides_nothing()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var (first, second) = (await gateway.SendAsync("run a"), await gateway.SendAsync("run b"));
        var (one, two) = (await ResultAsync(client, first), await ResultAsync(client, second));
        var mixed = Again(first, one, "{}");
        mixed["inputResponses"] = new JsonObject { [Single(two).Ask] = JsonNode.Parse(Accept("once")) };
        Assert.Equal("waiting", (string)(await ResultAsync(client, mixed))["structuredContent"]!["status"]!);
        var pending = await gateway.Approvals.ListAsync(new("pending"), TestContext.Current.CancellationToken);
        Assert.Equal(2, pending.Value.Approvals.Count);
    }

    [Fact]
    public async Task A_forged_or_foreign_state_is_refused_and_decides_nothing()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await using var other = await LineProbe.ConnectAsync(gateway.Host, new(new Principal("other")));
        var call = await gateway.SendAsync("run a");
        var asked = await ResultAsync(client, call);
        var again = Again(call, asked, Accept("once"));
        var forged = again.DeepClone().AsObject();
        forged["requestState"] = "A" + ((string)asked["requestState"]!)[1..];
        Assert.Equal(
            (int)McpErrorCode.InvalidParams,
            (int)(await client.AskAsync("tools/call", forged, elicitation: true))["error"]!["code"]!);
        Assert.Equal(
            (int)McpErrorCode.InvalidParams,
            (int)(await other.AskAsync("tools/call", again, elicitation: true))["error"]!["code"]!);
        var wait = Messages.Call("thread_wait", new() { ["turn_id"] = "turn_x" });
        wait["requestState"] = (string)asked["requestState"]!;
        wait["inputResponses"] = again["inputResponses"]!.DeepClone();
        Assert.Equal(
            (int)McpErrorCode.InvalidParams,
            (int)(await client.AskAsync("tools/call", wait, elicitation: true))["error"]!["code"]!);
        await gateway.PendingAsync();
    }

    [Fact]
    public async Task Decided_elsewhere_the_repeated_call_goes_on_with_that()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var call = await gateway.SendAsync("run a");
        var asked = await ResultAsync(client, call);
        await gateway.DecideAsync(Single(asked).Ask, "deny", "no");
        var ended = await ResultAsync(client, Again(call, asked, Accept("once")));
        Assert.DoesNotContain(
            "did a", (string)ended["structuredContent"]!["reply"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_the_capability_is_told_at_once_that_the_turn_waits()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var result = (await client.AskAsync("tools/call", await gateway.SendAsync("run a")))["result"]!;
        Assert.Equal(
            ("complete", "waiting"), ((string)result["resultType"]!, (string)result["structuredContent"]!["status"]!));
    }

    [Fact]
    public async Task Over_http_it_is_the_same()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        using var http = new HttpProbe(gateway.Host.Url);
        var call = await gateway.SendAsync("ask Which?|red|green");
        using var first = await http.ModernAsync(Messages.Modern(1, "tools/call", call, elicitation: true));
        var asked = (await HttpProbe.JsonAsync(first))["result"]!.AsObject();
        Assert.Equal("input_required", (string)asked["resultType"]!);
        using var second = await http.ModernAsync(
            Messages.Modern(
                2,
                "tools/call",
                Again(call, asked, """{"action":"accept","content":{"answer":"green"}}"""),
                elicitation: true));
        Assert.Contains(
            "green",
            (string)(await HttpProbe.JsonAsync(second))["result"]!["structuredContent"]!["reply"]!["text"]!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_direct_call_that_needs_approval_is_asked_for_and_made_as_it_was_shown()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync(
            rules: PolicyRules.Shipped.With(
                [new("ask", PolicyDecision.Ask, PolicySource.Settings) { Tool = "thread_update", Agent = "client" }]));
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var thread = await gateway.ThreadAsync();
        var call = Messages.Call("thread_update", new() { ["thread_id"] = thread, ["title"] = "New" });
        var asked = await ResultAsync(client, call);
        var other = Messages.Call("thread_update", new() { ["thread_id"] = thread, ["title"] = "Other" });
        // A yes to one call is none to another.
        var swapped = await ResultAsync(client, Again(other, asked, Accept("once")));
        Assert.NotEqual(Single(asked).Ask, Single(swapped).Ask);
        Assert.Equal("New", (string)(await ResultAsync(client, call))["structuredContent"]!["thread"]!["title"]!);
        Assert.Equal(
            "denied",
            (string)(await ResultAsync(
                client, Again(other, swapped, """{"action":"decline"}""")))["structuredContent"]!["code"]!);
    }

    [Fact]
    public async Task A_task_asks_by_its_state_and_goes_on_with_the_answer()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var task = await TaskAsync(client, await gateway.SendAsync("run a"), elicitation: true);
        var standing = await UntilAsync(
            client, task, state => (string)state["status"]! == "input_required", elicitation: true);
        var (ask, request) = Single(standing);
        Assert.Equal("elicitation/create", (string)request["method"]!);
        await UpdateAsync(client, task, "apr_other", Accept("once"));
        await gateway.PendingAsync();
        await UpdateAsync(client, task, ask, Accept("once"));
        var ended = await UntilAsync(client, task, state => (string)state["status"]! == "completed", elicitation: true);
        Assert.Equal("did a", (string)ended["result"]!["structuredContent"]!["reply"]!["text"]!);
    }

    [Fact]
    public async Task A_task_whose_person_says_nothing_ends_with_the_news_that_the_turn_waits()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var task = await TaskAsync(client, await gateway.SendAsync("run a"), elicitation: true);
        var standing = await UntilAsync(
            client, task, state => (string)state["status"]! == "input_required", elicitation: true);
        await UpdateAsync(client, task, Single(standing).Ask, """{"action":"cancel"}""");
        var ended = await UntilAsync(client, task, state => (string)state["status"]! == "completed", elicitation: true);
        Assert.Equal("waiting", (string)ended["result"]!["structuredContent"]!["status"]!);
        var turn = (string)ended["result"]!["structuredContent"]!["turn_id"]!;
        await gateway.DecideAsync((await gateway.PendingAsync()).Id, "once");
        var waited = (await client.AskAsync(
            "tools/call", Messages.Call("thread_wait", new() { ["turn_id"] = turn })))["result"]!["structuredContent"]!;
        Assert.Equal("did a", (string)waited["reply"]!["text"]!);
        // What has ended stays as it ended.
        ended = await UntilAsync(client, task, state => (string)state["status"]! == "completed", elicitation: true);
        Assert.Equal("waiting", (string)ended["result"]!["structuredContent"]!["status"]!);
    }

    [Fact]
    public async Task Who_takes_tasks_and_cannot_be_asked_is_told_at_once_that_the_turn_waits()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        // Whether the call becomes a task depends on how soon the agent asks.
        var created = (await AskAsync(
            client, "tools/call", await gateway.SendAsync("run a"), elicitation: false))["result"]!;
        var result = (string)created["resultType"]! == "task"
            ? (await UntilAsync(
                client,
                (string)created["taskId"]!,
                state => (string)state["status"]! == "completed",
                elicitation: false))["result"]!
            : created;
        Assert.Equal("waiting", (string)result["structuredContent"]!["status"]!);
    }

    private static async Task<JsonObject> ResultAsync(LineProbe client, JsonObject call)
    {
        var answer = await client.AskAsync("tools/call", call, elicitation: true);
        return answer["result"] as JsonObject ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    private static (string Ask, JsonNode Request) Single(JsonObject asked)
    {
        var (ask, request) = Assert.Single(asked["inputRequests"]!.AsObject());
        return (ask, request!);
    }

    private static JsonObject Again(JsonObject call, JsonObject asked, string answer)
    {
        Assert.Equal("input_required", (string)asked["resultType"]!);
        var again = call.DeepClone().AsObject();
        again["requestState"] = (string)asked["requestState"]!;
        again["inputResponses"] = new JsonObject { [Single(asked).Ask] = JsonNode.Parse(answer) };
        return again;
    }

    private static string Answers(int characters) =>
        $$$"""{"action":"accept","content":{"answer":"{{{new string('x', characters)}}}"}}""";

    private static string Accept(string decision) =>
        $$$"""{"action":"accept","content":{"decision":"{{{decision}}}"}}""";

    private static async Task<string> TaskAsync(LineProbe client, JsonObject call, bool elicitation)
    {
        var created = (await AskAsync(client, "tools/call", call, elicitation))["result"]!;
        Assert.Equal("task", (string)created["resultType"]!);
        return (string)created["taskId"]!;
    }

    private static async Task<JsonObject> UntilAsync(
        LineProbe client, string task, Func<JsonObject, bool> fits, bool elicitation)
    {
        while (true)
        {
            var state = (await AskAsync(
                client, "tasks/get", new() { ["taskId"] = task }, elicitation))["result"]!.AsObject();
            if (fits(state)) return state;
            Assert.Equal("working", (string)state["status"]!);
        }
    }

    private static Task<JsonObject> UpdateAsync(LineProbe client, string task, string ask, string answer) => AskAsync(
        client, "tasks/update", new()
        {
            ["taskId"] = task,
            ["inputResponses"] = new JsonObject { [ask] = JsonNode.Parse(answer) },
        }, elicitation: true);

    private static int _lastId = 1000;

    private static async Task<JsonObject> AskAsync(
        LineProbe client, string method, JsonObject parameters, bool elicitation)
    {
        var id = Interlocked.Increment(ref _lastId);
        await client.SendAsync(Messages.Modern(id, method, parameters, tasks: true, elicitation).ToJsonString());
        return await client.HearAsync(message => message["id"]?.ToJsonString() == $"{id}");
    }
}
