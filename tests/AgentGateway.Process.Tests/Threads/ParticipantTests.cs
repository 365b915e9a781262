using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

public sealed class ParticipantTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Advice_before_the_answer_is_waited_for_and_visible(ConnectionKind kind)
    {
        await using var owner = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var adviser = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync(owner.Id);
        var set = await client.CallAsync(
            "thread_participant",
            new { thread_id = thread, agent = adviser.Id, instruction = "Mind the tone", when = "before" });
        Assert.Equal("before", Assert.Single(set.List("participants"))!["when"].String());

        var sent = await client.SendAsync(thread, "Write to the bank", wait: 0);
        Assert.Empty(await owner.InboxAsync());
        var asked = await adviser.AnswerNextAsync("participant", "Be polite");
        Assert.Contains("Mind the tone", asked.ToJsonString());
        var turn = await owner.AnswerNextAsync("turn", "Dear bank");
        Assert.Contains("Be polite", turn["messages"]!.ToJsonString());

        Assert.Equal("Dear bank", (await client.WaitAsync(sent.Text("turn_id")))["reply"]!["text"].String());
        Assert.Equal("Be polite", (await client.ReadAsync(thread)).Texts("assistant", adviser.Id).Single());
    }

    [Fact]
    public async Task A_contribution_after_the_answer_follows_it_and_the_owner_may_revise_once()
    {
        await using var owner = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var critic = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(owner.Id);
        await client.CallAsync(
            "thread_participant", new { thread_id = thread, agent = critic.Id, instruction = "Criticise" });

        var sent = await client.SendAsync(thread, "What is two and two?", wait: 0);
        await owner.AnswerNextAsync("turn", "Five");
        Assert.Equal("Five", (await client.WaitAsync(sent.Text("turn_id")))["reply"]!["text"].String());
        await critic.AnswerNextAsync("participant", "It is four");
        var revision = await owner.NextAsync();
        (await owner.ReplyAsync(revision["turn_id"].String()!, "Four, sorry")).Accepted();

        await client.WaitAsync(revision["turn_id"].String()!);
        var read = await client.ReadAsync(thread);
        Assert.Equal(["Five", "Four, sorry"], read.Texts("assistant", owner.Id));
        Assert.Empty(await critic.InboxAsync(waitSeconds: 1));
        Assert.Empty(await owner.InboxAsync());
    }

    [Fact]
    public async Task An_empty_reply_declines()
    {
        await using var adviser = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await client.CallAsync(
            "thread_participant",
            new { thread_id = thread, agent = adviser.Id, instruction = "Only if asked", when = "before" });

        var sent = await client.SendAsync(thread, "Hello", wait: 0);
        await adviser.AnswerNextAsync("participant", "");

        Assert.Equal("completed", (await client.WaitAsync(sent.Text("turn_id"))).Text("status"));
        Assert.Empty((await client.ReadAsync(thread)).Texts("assistant", adviser.Id));
    }

    [Fact]
    public async Task Participants_never_set_each_other_off()
    {
        await using var first = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var second = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        foreach (var agent in new[] { first, second })
            await client.CallAsync(
                "thread_participant",
                new { thread_id = thread, agent = agent.Id, instruction = "Comment on everything" });

        await client.SendAsync(thread, "Begin");
        await first.AnswerNextAsync("participant", $"@{second.Id} what do you say?");
        await second.AnswerNextAsync("participant", $"@{first.Id} what do you say?");

        Assert.Empty(await first.InboxAsync(waitSeconds: 1));
        Assert.Empty(await second.InboxAsync());
    }

    [Fact]
    public async Task Stopping_ends_it()
    {
        await using var adviser = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await client.CallAsync(
            "thread_participant",
            new { thread_id = thread, agent = adviser.Id, instruction = "Advise", when = "before" });

        var stopped = await client.CallAsync(
            "thread_participant", new { thread_id = thread, agent = adviser.Id, stop = true });

        Assert.Empty(stopped.List("participants").Active());
        Assert.Equal("completed", (await client.SendAsync(thread, "Hello")).Text("status"));
        Assert.Empty(await adviser.InboxAsync());
    }
}
