using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Protocol;

/// <summary>Calls that wait: progress, cancellation, tasks. None of them ever touches the turn itself.</summary>
public sealed class LongCallTests(DaemonFixture fixture)
{
    private static readonly JsonObject WithTasks = new()
    {
        ["extensions"] = new JsonObject { ["io.modelcontextprotocol/tasks"] = new JsonObject() },
    };

    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Progress_is_told_while_a_turn_runs(ConnectionKind kind)
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync(agent.Id);

        var calling = client.RequestAsync("tools/call", new
        {
            name = "thread_send",
            arguments = new { thread_id = thread, text = "Slowly", wait_seconds = 25 },
            _meta = new { progressToken = "p1" },
        });
        var item = await agent.NextAsync();
        (await agent.ReplyAsync(item["turn_id"].String()!, "Half way", final: false)).Accepted();
        var progress = await client.HearAsync(message => message["method"].String() == "notifications/progress");
        (await agent.ReplyAsync(item["turn_id"].String()!, "Done")).Accepted();

        Assert.Equal("p1", progress["params"]!["progressToken"].String());
        Assert.Equal("Done", ToolResult.Of(await calling)["reply"]!["text"].String());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Cancelling_a_call_ends_the_waiting_and_not_the_turn(ConnectionKind kind)
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync(agent.Id);
        var message = client.Message(
            "tools/call",
            new { name = "thread_send", arguments = new { thread_id = thread, text = "Wait for it", wait_seconds = 300 } });

        using var giveUp = new CancellationTokenSource();
        var call = client.Wire.RequestAsync(message, giveUp.Token);
        var item = await agent.NextAsync();
        if (kind is not ConnectionKind.HttpModern)
            await client.NotifyAsync(
                "notifications/cancelled", new { requestId = message["id"]!.GetValue<int>(), reason = "impatient" });
        await giveUp.CancelAsync();
        // Over HTTP the daemon may have ended the stream before this side gave up, because it was told to.
        var ended = await Record.ExceptionAsync(() => call);
        Assert.True(ended is OperationCanceledException or EndOfStreamException, $"{ended}");

        (await agent.ReplyAsync(item["turn_id"].String()!, "There it is")).Accepted();
        Assert.Equal("There it is", (await client.WaitAsync(item["turn_id"].String()!))["reply"]!["text"].String());
    }

    [Theory]
    [InlineData(ConnectionKind.StdioModern)]
    [InlineData(ConnectionKind.HttpModern)]
    public async Task A_client_with_tasks_gets_a_handle_that_outlives_its_connection(ConnectionKind kind)
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await McpClient.ConnectAsync(fixture.Daemon, kind, WithTasks);
        var thread = await client.NewThreadAsync(agent.Id);

        var created = await client.RequestAsync(
            "tools/call", new { name = "thread_send", arguments = new { thread_id = thread, text = "As a task" } });
        Assert.Equal("task", created["resultType"].String());
        var id = created["taskId"].String()!;
        Assert.Equal("working", (await client.RequestAsync("tasks/get", new { taskId = id }))["status"].String());
        await agent.AnswerNextAsync("turn", "A result");

        await using var later = await McpClient.ConnectAsync(fixture.Daemon, ConnectionKind.HttpModern, WithTasks);
        JsonObject task = [];
        await Eventually.TrueAsync(
            async () => (task = await later.RequestAsync(
                "tasks/get", new { taskId = id }))["status"].String() == "completed", "the task is completed");
        Assert.Equal("A result", ToolResult.Of(task["result"]!.AsObject()).Accepted()["reply"]!["text"].String());
    }

    [Fact]
    public async Task Cancelling_a_task_ends_the_waiting_and_not_the_turn()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await McpClient.ConnectAsync(fixture.Daemon, ConnectionKind.HttpModern, WithTasks);
        var thread = await client.NewThreadAsync(agent.Id);
        var created = await client.RequestAsync(
            "tools/call", new { name = "thread_send", arguments = new { thread_id = thread, text = "As a task" } });

        await client.RequestAsync("tasks/cancel", new { taskId = created["taskId"].String() });

        Assert.Equal(
            "cancelled",
            (await client.RequestAsync("tasks/get", new { taskId = created["taskId"].String() }))["status"].String());
        var item = await agent.AnswerNextAsync("turn", "It went on");
        Assert.Equal("It went on", (await client.WaitAsync(item["turn_id"].String()!))["reply"]!["text"].String());
    }

    [Fact]
    public async Task An_unknown_task_is_an_error()
    {
        await using var client = await McpClient.ConnectAsync(fixture.Daemon, ConnectionKind.HttpModern, WithTasks);
        var error = await Assert.ThrowsAsync<McpError>(
            () => client.RequestAsync("tasks/get", new { taskId = "wait_none" }));
        Assert.Equal(-32602, error.Code);
    }
}
