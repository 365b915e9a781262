using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

/// <summary>What becomes of a message that comes while a turn runs.</summary>
public sealed class QueueTests(DaemonFixture fixture)
{
    [Fact]
    public async Task A_follow_up_waits_its_turn()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        var first = await client.SendAsync(thread, "First", wait: 0);
        var second = await client.SendAsync(thread, "Second", wait: 0);
        Assert.Equal("queued", second.Text("status"));
        Assert.Equal(
            second.Text("turn_id"),
            Assert.Single((await client.ReadAsync(thread))["thread"]!["queue"]!.AsArray())!["turn_id"].String());

        Assert.Equal(first.Text("turn_id"), (await agent.AnswerNextAsync("turn", "One"))["turn_id"].String());
        Assert.Equal(second.Text("turn_id"), (await agent.AnswerNextAsync("turn", "Two"))["turn_id"].String());
        Assert.Equal("Two", (await client.WaitAsync(second.Text("turn_id")))["reply"]!["text"].String());
    }

    [Fact]
    public async Task Collected_messages_share_one_turn()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        await client.SendAsync(thread, "First", wait: 0);
        var second = await client.SendAsync(thread, "Second", wait: 0, mode: "collect");
        var third = await client.SendAsync(thread, "Third", wait: 0, mode: "collect");
        Assert.Equal(second.Text("turn_id"), third.Text("turn_id"));
        await agent.AnswerNextAsync("turn", "One");
        var collected = await agent.AnswerNextAsync("turn", "Both");

        Assert.Contains("Second", collected["messages"]!.ToJsonString());
        Assert.Contains("Third", collected["messages"]!.ToJsonString());
        Assert.Equal("Both", (await client.WaitAsync(third.Text("turn_id")))["reply"]!["text"].String());
        Assert.Empty(await agent.InboxAsync());
    }

    [Fact]
    public async Task Steering_reaches_the_turn_that_runs()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        var first = await client.SendAsync(thread, "Go north", wait: 0);
        await agent.NextAsync();
        var steer = await client.SendAsync(thread, "No, go south", wait: 0, mode: "steer");

        Assert.Equal(first.Text("turn_id"), steer.Text("turn_id"));
        var item = await agent.AnswerNextAsync("turn", "South it is");
        Assert.Contains("No, go south", item["messages"]!.ToJsonString());
        Assert.Empty(await agent.InboxAsync());
    }

    [Fact]
    public async Task What_is_steered_into_a_turn_too_late_to_be_seen_is_answered_next()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        await client.SendAsync(thread, "Go north", wait: 0);
        var seen = await agent.NextAsync();
        await client.SendAsync(thread, "No, go south", wait: 0, mode: "steer");
        (await agent.ReplyAsync(seen["turn_id"].String()!, "North it is")).Accepted();

        var next = await agent.AnswerNextAsync("turn", "South, then");
        Assert.Contains("No, go south", next["messages"]!.ToJsonString());
        Assert.NotEqual(seen["turn_id"].String(), next["turn_id"].String());
    }

    [Fact]
    public async Task Interrupting_ends_the_turn_that_runs_and_goes_next()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        var first = await client.SendAsync(thread, "Go north", wait: 0);
        await agent.NextAsync();
        var second = await client.SendAsync(thread, "Stop that, go south", wait: 0, mode: "interrupt");

        Assert.Contains(
            (await client.WaitAsync(first.Text("turn_id"))).Text("status"), new[] { "cancelled", "interrupted" });
        Assert.Equal(second.Text("turn_id"), (await agent.AnswerNextAsync("turn", "South it is"))["turn_id"].String());
        (await agent.ReplyAsync(first.Text("turn_id"), "North!")).RefusedWith();
    }

    [Fact]
    public async Task A_full_queue_says_so()
    {
        const int MoreThanAnyQueue = 2000;
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        ToolResult? refused = null;
        var accepted = 0;
        for (; accepted < MoreThanAnyQueue && refused is null; accepted++)
        {
            var sent = await client.TryAsync(
                "thread_send", new { thread_id = thread, text = $"Number {accepted}", wait_seconds = 0 });
            if (sent.Refused) refused = sent;
        }

        Assert.Equal("queue_full", refused!.RefusedWith());
        Assert.Equal(accepted - 1, (await client.ReadAsync(thread)).Texts("user", "client").Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_the_turn(bool byTurn)
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);
        var sent = await client.SendAsync(thread, "Never mind", wait: 0);
        await agent.NextAsync();

        var cancelled = byTurn
            ? await client.CallAsync("thread_cancel", new { turn_id = sent.Text("turn_id") })
            : await client.CallAsync("thread_cancel", new { thread_id = thread });

        Assert.Equal("cancelled", cancelled.Text("status"));
        Assert.Equal("cancelled", (await client.WaitAsync(sent.Text("turn_id"))).Text("status"));
        Assert.Empty(await agent.InboxAsync());
        (await agent.ReplyAsync(sent.Text("turn_id"), "Too late")).RefusedWith();
        Assert.Null((await client.ReadAsync(thread))["thread"]!["active_turn"]);
    }
}
