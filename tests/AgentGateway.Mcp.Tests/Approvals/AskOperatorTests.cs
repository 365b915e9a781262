using System.Text.Json.Nodes;
using AgentGateway.Domain.Policy;
using AgentGateway.Mcp.Resources;
using AgentGateway.Mcp.Tests.Protocol;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Mcp.Tests.Approvals;

/// <summary>The tools of approvals and questions, as clients of either era call them.</summary>
public sealed class AskOperatorTests
{
    private static readonly Caller Phone = new(new Principal("phone") { ApproveUpTo = RiskClass.R2 });

    [Fact]
    public async Task An_approval_is_shown_in_full_and_decided_once()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var sent = (await client.AskAsync(
            "tools/call", await gateway.SendAsync("run a")))["result"]!["structuredContent"]!;
        Assert.Equal("waiting", (string)sent["status"]!);
        var id = (string)Assert.Single(sent["waiting_for"]!.AsArray())!;

        var listed = Content(
            await client.AskAsync("tools/call", Messages.Call("approval_list", new() { ["state"] = "pending" })));
        var shown = Assert.Single(listed["approvals"]!.AsArray())!.AsObject();
        Assert.Equal(
            (id, "pending", "R2", "execute", "mokosh", (string)sent["thread_id"]!),
            ((string)shown["id"]!, (string)shown["state"]!, (string)shown["risk"]!, (string)shown["tool"]!,
                (string)shown["agent"]!, (string)shown["thread_id"]!));
        Assert.Equal("""{"word":"a"}""", shown["arguments"]!.ToJsonString());
        foreach (var name in (string[])["why", "summary", "created_at", "expires_at"])
            Assert.NotEmpty((string)shown[name]!);
        Assert.Equal(
            shown.ToJsonString(), Content(await client.AskAsync("tools/call", Get(id)))["approval"]!.ToJsonString());

        await using var phone = await LineProbe.ConnectAsync(gateway.Host, Phone);
        var decided = Content(await phone.AskAsync("tools/call", Resolve(id, "once")))["approval"]!;
        Assert.Equal(
            ("approved", "once", "phone"),
            ((string)decided["state"]!, (string)decided["decision"]!, (string)decided["decided_by"]!));
        var late = Refusal(await phone.AskAsync("tools/call", Resolve(id, "deny")));
        Assert.Equal(("already_decided", "phone"), ((string)late["code"]!, (string)late["decided_by"]!));

        var ended = Content(
            await client.AskAsync(
                "tools/call", Messages.Call("thread_wait", new() { ["turn_id"] = (string)sent["turn_id"]! })));
        Assert.Equal("did a", (string)ended["reply"]!["text"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delegation_that_waits_for_a_person_says_for_what(bool inThread)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var arguments = new JsonObject { ["agent"] = "mokosh", ["text"] = "run a", ["wait_seconds"] = 30 };
        if (inThread)
            arguments["thread_id"] = (await gateway.Host.Gateway.Runtime.Threads.CreateAsync(
                Gateway.Operator, new("T"), TestContext.Current.CancellationToken)).Value.Thread.Id;
        var delegated = Content(await client.AskAsync("tools/call", Messages.Call("thread_delegate", arguments)));
        Assert.Equal("waiting", (string)delegated["status"]!);
        var id = (string)Assert.Single(delegated["waiting_for"]!.AsArray())!;

        await gateway.DecideAsync(id, "once");
        var ended = Content(
            await client.AskAsync(
                "tools/call", Messages.Call("thread_wait", new() { ["turn_id"] = (string)delegated["turn_id"]! })));
        Assert.Equal("did a", (string)ended["reply"]!["text"]!);
    }

    [Fact]
    public async Task The_person_behind_a_delegation_is_asked_within_its_call()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.InitializeAsync(elicitation: true);
        await client.SendAsync(
            Messages.Legacy(
                7, "tools/call", Messages.Call(
                    "thread_delegate", new() { ["agent"] = "mokosh", ["text"] = "run a" })).ToJsonString());
        var asked = await client.HearAsync(message => (string?)message["method"] == "elicitation/create");
        await client.SendAsync(
            $$"""{"jsonrpc":"2.0","id":{{asked["id"]!.ToJsonString()}},"""
                + """ "result":{"action":"accept","content":{"decision":"once"} } }""");
        var answer = Content(await client.HearAsync(message => message["id"]?.ToJsonString() == "7"));
        Assert.Equal(("completed", "did a"), ((string)answer["status"]!, (string)answer["reply"]!["text"]!));
        Assert.Null(answer["waiting_for"]);
    }

    [Theory]
    [InlineData("once")]
    [InlineData("deny")]
    [InlineData("session")]
    public async Task The_default_token_sees_and_does_not_decide(string decision)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.AskAsync("tools/call", await gateway.SendAsync("run a"));
        var id = (await gateway.PendingAsync()).Id;
        Assert.Equal(
            "not_allowed", (string)Refusal(await client.AskAsync("tools/call", Resolve(id, decision)))["code"]!);
        Assert.Equal("pending", (string)Content(await client.AskAsync("tools/call", Get(id)))["approval"]!["state"]!);
    }

    [Theory]
    [InlineData("approval_get", """{"approval_id":"apr_none"}""", "unknown_approval")]
    [InlineData("approval_get", """{"approval_id":"x"}""", "unknown_approval")]
    [InlineData("approval_resolve", """{"approval_id":"apr_none","decision":"once"}""", "unknown_approval")]
    [InlineData("approval_resolve", """{"approval_id":"apr_none","decision":"maybe"}""", "invalid_argument")]
    [InlineData("approval_resolve", """{"decision":"once"}""", "missing_argument")]
    [InlineData("approval_list", """{"state":"open"}""", "invalid_argument")]
    [InlineData("approval_list", """{"cursor":"list:7"}""", "cursor_unknown")]
    [InlineData("approval_list", """{"cursor":"apr_none"}""", "cursor_unknown")]
    [InlineData("question_list", """{"cursor":"qst_none"}""", "cursor_unknown")]
    [InlineData("question_answer", """{"question_id":"qst_none","answer":"x"}""", "unknown_question")]
    [InlineData("permission_prompt", """{"input":{}}""", "missing_argument")]
    public async Task What_cannot_be_is_a_tool_error_with_its_code(string tool, string arguments, string code)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var phone = await LineProbe.ConnectAsync(gateway.Host, Phone);
        var answer = await phone.AskAsync("tools/call", Messages.Call(tool, JsonNode.Parse(arguments)!.AsObject()));
        Assert.Equal(code, (string)Refusal(answer)["code"]!);
    }

    [Theory]
    [InlineData("approval_list", "approvals", "run a", "run b")]
    [InlineData("question_list", "questions", "ask Why?", "ask Where?")]
    public async Task Pages_go_on_with_their_own_cursor_and_with_no_other(
        string tool, string entries, string first, string second)
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await client.AskAsync("tools/call", await gateway.SendAsync(first));
        await client.AskAsync("tools/call", await gateway.SendAsync(second));
        var page = Content(await client.AskAsync("tools/call", Messages.Call(tool, new() { ["limit"] = 1 })));
        var newest = (string)Assert.Single(page[entries]!.AsArray())!["id"]!;
        var cursor = (string)page["next_cursor"]!;
        var rest = Content(
            await client.AskAsync("tools/call", Messages.Call(tool, new() { ["limit"] = 1, ["cursor"] = cursor })));
        Assert.NotEqual(newest, (string)Assert.Single(rest[entries]!.AsArray())!["id"]!);
        Assert.Null(rest["next_cursor"]);

        var journal = cursor[..cursor.IndexOf(':', StringComparison.Ordinal)];
        foreach (var made in (string[])
        [
            newest, $"{journal}x:{newest}", $"{journal}:{newest}0", $"{journal}:", $"{journal}:thr_1",
        ])
            Assert.Equal(
                "cursor_unknown",
                (string)Refusal(
                    await client.AskAsync("tools/call", Messages.Call(tool, new() { ["cursor"] = made })))["code"]!);
    }

    [Fact]
    public async Task A_question_is_listed_and_its_answer_reaches_the_agent()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        var sent = Content(await client.AskAsync("tools/call", await gateway.SendAsync("ask Which?|red|green")));
        var listed = Content(
            await client.AskAsync("tools/call", Messages.Call("question_list", new() { ["state"] = "pending" })));
        var question = Assert.Single(listed["questions"]!.AsArray())!;
        Assert.Equal(
            ("Which?", """["red","green"]"""), ((string)question["text"]!, question["options"]!.ToJsonString()));

        await using var agent = await LineProbe.ConnectAsync(
            gateway.Host, new(new Principal("mokosh") { Agent = "mokosh" }));
        var answer = Messages.Call(
            "question_answer", new() { ["question_id"] = (string)question["id"]!, ["answer"] = "green" });
        Assert.Equal("not_allowed", (string)Refusal(await agent.AskAsync("tools/call", answer))["code"]!);
        Assert.Equal("not_allowed", (string)Refusal(await client.AskAsync("tools/call", answer))["code"]!);
        await using var person = await LineProbe.ConnectAsync(
            gateway.Host, new(new Principal("approver") { ApproveUpTo = RiskClass.R1 }));
        var answered = Content(await person.AskAsync("tools/call", answer))["question"]!;
        Assert.Equal(
            ("answered", "green", "approver"),
            ((string)answered["state"]!, (string)answered["answer"]!, (string)answered["answered_by"]!));
        Assert.Equal("already_decided", (string)Refusal(await person.AskAsync("tools/call", answer))["code"]!);
        var ended = Content(
            await client.AskAsync(
                "tools/call", Messages.Call("thread_wait", new() { ["turn_id"] = (string)sent["turn_id"]! })));
        Assert.Contains("green", (string)ended["reply"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_resources_are_the_lists_and_change_with_every_approval()
    {
        await using var gateway = await GatewayWithApprovals.OpenAsync();
        await using var client = await LineProbe.ConnectAsync(gateway.Host);
        await using var changes = new PendingRequestChanges(gateway.Approvals).ReadAsync(
            TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var first = changes.MoveNextAsync();
        await client.AskAsync("tools/call", await gateway.SendAsync("run a"));
        var id = (await gateway.PendingAsync()).Id;
        Assert.True(await first);
        Assert.Equal($"agw://approvals/{id}", changes.Current.Uri);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal("agw://approvals", changes.Current.Uri);

        foreach (var (uri, name) in ((string, string)[])
        [
            ("agw://approvals", "approvals"),
            ($"agw://approvals/{id}", "approval"),
            ("agw://questions", "questions"),
        ])
        {
            var read = (await client.AskAsync("resources/read", new() { ["uri"] = uri }))["result"]!["contents"]![0]!;
            Assert.True(JsonNode.Parse((string)read["text"]!)!.AsObject().ContainsKey(name));
        }

        var completion = await client.AskAsync("completion/complete", new()
        {
            ["ref"] = new JsonObject { ["type"] = "ref/resource", ["uri"] = "agw://approvals/{approval_id}" },
            ["argument"] = new JsonObject { ["name"] = "approval_id", ["value"] = "apr_" },
        });
        Assert.Equal(id, (string)Assert.Single(completion["result"]!["completion"]!["values"]!.AsArray())!);
    }

    private static JsonObject Get(string id) => Messages.Call("approval_get", new() { ["approval_id"] = id });

    private static JsonObject Resolve(string id, string decision) =>
        Messages.Call("approval_resolve", new() { ["approval_id"] = id, ["decision"] = decision });

    private static JsonNode Content(JsonObject answer)
    {
        Assert.False((bool?)answer["result"]?["isError"] ?? false, answer.ToJsonString());
        return answer["result"]!["structuredContent"]!;
    }

    private static JsonNode Refusal(JsonObject answer)
    {
        Assert.True((bool?)answer["result"]?["isError"], answer.ToJsonString());
        return answer["result"]!["structuredContent"]!;
    }
}
