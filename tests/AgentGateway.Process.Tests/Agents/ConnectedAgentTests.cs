using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Agents;

public sealed class ConnectedAgentTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_client_becomes_an_agent_receives_a_turn_and_answers(ConnectionKind kind)
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon, kind);
        await using var client = await fixture.ConnectAsync(kind);
        var listed = (await client.CallAsync("agent_list")).List("agents")
            .Single(item => item!["id"].String() == agent.Id)!;
        Assert.Equal("connected", listed["driver"].String());
        Assert.Equal("A tester", listed["name"].String());
        var thread = await client.NewThreadAsync(agent.Id);

        var sending = client.SendAsync(thread, "Are you there?");
        var item = await agent.NextAsync();
        Assert.Equal(thread, item["thread_id"].String());
        Assert.Equal("Are you there?", item["messages"]!.AsArray()[^1]!["text"].String());
        (await agent.ReplyAsync(item["turn_id"].String()!, "One moment", final: false)).Accepted();
        Assert.True(
            (await agent.ReplyAsync(item["turn_id"].String()!, "I am")).Accepted()["accepted"]!.GetValue<bool>());

        var answer = await sending;
        Assert.Equal("I am", answer["reply"]!["text"].String());
        Assert.Equal(agent.Id, answer["reply"]!["author"].String());
        (await agent.ReplyAsync(item["turn_id"].String()!, "I am, again")).RefusedWith();
    }

    [Fact]
    public async Task Registering_again_renews_it()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        await client.CallAsync("agent_register", new { id = "renewed", name = "Before", aliases = new[] { "reno" } });
        await client.CallAsync("agent_register", new { id = "renewed", name = "After", aliases = new[] { "reno" } });

        Assert.Equal(
            "After",
            (await client.CallAsync("agent_list")).List("agents")
                .Single(item => item!["id"].String() == "renewed")!["name"].String());
        var thread = await client.NewThreadAsync("RENO");
        Assert.Equal("renewed", (await client.ReadAsync(thread))["thread"]!["owner"].String());
    }

    [Theory]
    [InlineData("svarog", null)]
    [InlineData("main", null)]
    [InlineData("imposter", "Weles")]
    [InlineData("not an id!", null)]
    [InlineData("", null)]
    public async Task Names_of_configured_agents_and_broken_ones_are_refused(string id, string? alias)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        (await client.TryAsync(
            "agent_register", new { id, aliases = alias is null ? Array.Empty<string>() : [alias] })).RefusedWith();
    }

    [Fact]
    public async Task Work_waits_while_the_agent_is_away()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        string thread;
        string turn;
        string id;
        await using (var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon, ConnectionKind.StdioModern))
        {
            id = agent.Id;
            thread = await client.NewThreadAsync(id);
        }

        turn = (await client.SendAsync(thread, "When you are back", wait: 0)).Text("turn_id");
        await using var back = await ConnectedAgent.RegisterAsync(fixture.Daemon, ConnectionKind.StdioOlder, id);
        var item = await back.AnswerNextAsync("turn", "I am back");

        Assert.Equal(turn, item["turn_id"].String());
        Assert.Equal("I am back", (await client.WaitAsync(turn))["reply"]!["text"].String());
    }

    [Fact]
    public async Task An_inbox_of_an_unknown_agent_is_refused()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        (await client.TryAsync("agent_inbox", new { agent = "never-registered" })).RefusedWith();
        (await client.TryAsync("agent_inbox", new { agent = "svarog" })).RefusedWith();
    }
}
