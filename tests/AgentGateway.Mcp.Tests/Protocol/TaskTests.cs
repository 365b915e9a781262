using System.Text.Json.Nodes;
using AgentGateway.Mcp.Subscriptions;
using ModelContextProtocol;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class TaskTests : HttpTests
{
    [Fact]
    public async Task A_call_that_waits_becomes_a_task_for_a_client_that_takes_tasks()
    {
        var created = await SendAsync();
        Assert.Equal("task", (string)created["resultType"]!);
        Assert.Equal("working", (string)created["status"]!);
        Assert.True(created.ContainsKey("ttlMs"));
        var working = await GetAsync(created);
        Assert.Equal("working", (string)working["status"]!);
        Assert.False(working.ContainsKey("result"));

        Host.Driver.Answer("Here I am");

        var completed = await UntilEndedAsync(created);
        Assert.Equal("completed", (string)completed["status"]!);
        var content = completed["result"]!["structuredContent"]!;
        Assert.Equal("completed", (string)content["status"]!);
        Assert.Equal("Here I am", (string)content["reply"]!["text"]!);
        Assert.NotNull(content["message_id"]);
        Assert.Equal(
            content.ToJsonString(),
            JsonNode.Parse((string)completed["result"]!["content"]![0]!["text"]!)!.ToJsonString());
    }

    [Fact]
    public async Task Who_does_not_wait_or_takes_no_tasks_gets_the_answer_directly()
    {
        var call = Send(waitSeconds: 0);
        Assert.Equal("complete", (string)(await AskAsync("tools/call", call))["result"]!["resultType"]!);
        Assert.Equal("complete", (string)(await AskAsync("tools/call", Messages.Echo("x")))["result"]!["resultType"]!);
        Host.Driver.Answer("Here I am");
        Assert.Equal(
            "completed",
            (string)(await AskAsync("tools/call", Send(), tasks: false))["result"]!["structuredContent"]!["status"]!);
    }

    [Fact]
    public async Task A_refused_call_is_no_task()
    {
        var refused = (await AskAsync(
            "tools/call", Messages.Call(
                "thread_send", new() { ["text"] = "x", ["thread_id"] = "thr_none" })))["result"]!;
        Assert.True((bool)refused["isError"]!);
        Assert.Equal("complete", (string)refused["resultType"]!);
    }

    [Fact]
    public async Task Cancelling_a_task_ends_the_waiting_and_not_the_turn()
    {
        var created = await SendAsync();
        Assert.Equal(
            """{"resultType":"complete"}""", WithoutMeta((await AskAsync("tasks/cancel", IdOf(created)))["result"]!));
        Assert.Equal("cancelled", (string)(await GetAsync(created))["status"]!);
        Assert.NotNull((await AskAsync("tasks/cancel", IdOf(created)))["result"]);

        var threads = (await AskAsync(
            "tools/call", Messages.Call("thread_list")))["result"]!["structuredContent"]!["threads"]!;
        var thread = (string)threads[0]!["id"]!;
        var read = (await AskAsync(
            "tools/call", Messages.Call(
                "thread_read", new() { ["thread_id"] = thread })))["result"]!["structuredContent"]!;
        Assert.NotNull(read["thread"]!["active_turn"]);
    }

    [Fact]
    public async Task A_cancelled_turn_is_the_result_of_a_call_that_completed()
    {
        var created = await SendAsync();
        var threads = (await AskAsync(
            "tools/call", Messages.Call("thread_list")))["result"]!["structuredContent"]!["threads"]!;
        await AskAsync(
            "tools/call", Messages.Call("thread_cancel", new() { ["thread_id"] = (string)threads[0]!["id"]! }));
        var ended = await UntilEndedAsync(created);
        Assert.Equal("completed", (string)ended["status"]!);
        Assert.Equal("cancelled", (string)ended["result"]!["structuredContent"]!["status"]!);
    }

    [Fact]
    public async Task Waiting_for_a_task_of_the_gateway_becomes_a_task_of_the_protocol()
    {
        var work = (await AskAsync(
            "tools/call", Messages.Call(
                "task_create", new()
                {
                    ["title"] = "a task",
                    ["prompt"] = "Are you there?",
                })))["result"]!["structuredContent"]!;
        var wait = Messages.Call("task_wait", new() { ["task_id"] = (string)work["task_id"]! });
        var created = (await AskAsync("tools/call", wait))["result"]!.AsObject();
        Assert.Equal("task", (string)created["resultType"]!);
        Assert.Equal("working", (string)(await GetAsync(created))["status"]!);

        Host.Driver.Answer("Here I am");

        var completed = await UntilEndedAsync(created);
        Assert.Equal("completed", (string)completed["status"]!);
        Assert.Equal("Here I am", (string)completed["result"]!["structuredContent"]!["task"]!["result"]!);
        Assert.Equal("complete", (string)(await AskAsync("tools/call", wait))["result"]!["resultType"]!);
    }

    [Fact]
    public async Task Cancelling_the_wait_for_a_task_of_the_gateway_leaves_it_as_it_is()
    {
        var work = (await AskAsync(
            "tools/call",
            Messages.Call(
                "task_create", new()
                {
                    ["title"] = "a task",
                    ["prompt"] = "x",
                    ["not_before"] = "1d",
                })))["result"]!["structuredContent"]!;
        var wait = Messages.Call(
            "task_wait", new() { ["ids"] = new JsonArray((string)work["task_id"]!), ["mode"] = "any" });
        var created = (await AskAsync("tools/call", wait))["result"]!.AsObject();
        await AskAsync("tasks/cancel", IdOf(created));
        Assert.Equal("cancelled", (string)(await GetAsync(created))["status"]!);
        var now = (await AskAsync(
            "tools/call", Messages.Call(
                "task_get", new() { ["task_id"] = (string)work["task_id"]! })))["result"]!["structuredContent"]!;
        Assert.Equal("waiting", (string)now["task"]!["status"]!);
    }

    [Fact]
    public async Task A_task_belongs_to_one_client()
    {
        var created = await SendAsync();
        foreach (var method in (string[])["tasks/get", "tasks/cancel"])
        {
            var refused = await AskAsync(method, IdOf(created), principal: "other");
            Assert.Equal((int)McpErrorCode.InvalidParams, (int)refused["error"]!["code"]!);
        }
        Assert.Equal("working", (string)(await GetAsync(created))["status"]!);
    }

    [Fact]
    public async Task Who_did_not_declare_the_extension_cannot_use_it()
    {
        var created = await SendAsync();
        var refused = await AskAsync("tasks/get", IdOf(created), tasks: false);
        Assert.Equal((int)McpErrorCode.MissingRequiredClientCapability, (int)refused["error"]!["code"]!);
        await using var older = await LineProbe.ConnectAsync(Host);
        await older.InitializeAsync();
        Assert.Equal(
            (int)McpErrorCode.MethodNotFound,
            (int)(await older.AskLegacyAsync("tasks/get", IdOf(created)))["error"]!["code"]!);
    }

    [Fact]
    public async Task A_listening_client_is_told_how_its_tasks_stand_and_nothing_of_other_tasks()
    {
        var created = await SendAsync();
        var id = (string)created["taskId"]!;
        var listen = new JsonObject
        {
            ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray(id, "wait_none") },
        };
        using var response = await Http.ModernAsync(Messages.Modern(7, "subscriptions/listen", listen, tasks: true));
        await using var events = await EventProbe.OfAsync(response);
        var acknowledged = await events.MessageAsync();
        Assert.Equal($$"""{"taskIds":["{{id}}"]}""", acknowledged["params"]!["notifications"]!.ToJsonString());

        Host.Driver.Answer("Here I am");
        var ended = await UntilEndedAsync(created);
        Host.Changes.Publish(
            ResourceChange.Updated($"agw://threads/{ended["result"]!["structuredContent"]!["thread_id"]}"));

        JsonObject told;
        do told = await events.MessageAsync();
        while ((string)told["params"]!["status"]! == "working");
        Assert.Equal("notifications/tasks", (string)told["method"]!);
        Assert.Equal(id, (string)told["params"]!["taskId"]!);
        Assert.Equal("completed", (string)told["params"]!["status"]!);
        Assert.Equal("Here I am", (string)told["params"]!["result"]!["structuredContent"]!["reply"]!["text"]!);
        Assert.Equal(7, (int)told["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!);
    }

    [Fact]
    public async Task A_listening_client_is_told_of_a_cancelled_task()
    {
        var created = await SendAsync();
        var listen = new JsonObject
        {
            ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray((string)created["taskId"]!) },
        };
        using var response = await Http.ModernAsync(Messages.Modern(7, "subscriptions/listen", listen, tasks: true));
        await using var events = await EventProbe.OfAsync(response);
        await events.MessageAsync();
        await AskAsync("tasks/cancel", IdOf(created));
        Assert.Equal("cancelled", (string)(await events.MessageAsync())["params"]!["status"]!);
    }

    [Theory]
    [InlineData("""{"taskId":7}""")]
    [InlineData("{}")]
    public async Task A_task_is_named_by_a_string(string parameters)
    {
        await using var client = await LineProbe.ConnectAsync(Host);
        await client.SendAsync(
            Messages.Modern("x", "tasks/get", JsonNode.Parse(parameters)!.AsObject(), tasks: true).ToJsonString());
        Assert.Equal((int)McpErrorCode.InvalidParams, (int)(await client.ReadAsync())["error"]!["code"]!);
    }

    private static JsonObject Send(int waitSeconds = 25) =>
        Messages.Call("thread_send", new() { ["text"] = "Are you there?", ["wait_seconds"] = waitSeconds });

    private async Task<JsonObject> SendAsync() => (await AskAsync("tools/call", Send()))["result"]!.AsObject();

    private static JsonObject IdOf(JsonObject created) => new() { ["taskId"] = (string)created["taskId"]! };

    private async Task<JsonObject> GetAsync(JsonObject created) =>
        (await AskAsync("tasks/get", IdOf(created)))["result"]!.AsObject();

    private async Task<JsonObject> UntilEndedAsync(JsonObject created)
    {
        var state = new JsonObject();
        await Eventually.TrueAsync(async () => (string)(state = await GetAsync(created))["status"]! is not "working");
        return state;
    }

    private static string WithoutMeta(JsonNode result)
    {
        result.AsObject().Remove("_meta");
        return result.ToJsonString();
    }

    private async Task<JsonObject> AskAsync(
        string method, JsonObject parameters, bool tasks = true, string? principal = null)
    {
        using var response = await Http.ModernAsync(
            Messages.Modern(1, method, parameters, tasks), principal is null ? null : HttpProbe.As(principal));
        return await HttpProbe.JsonAsync(response);
    }
}
