using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Tests.Agents;

public sealed class ConnectedAgentTests
{
    private static readonly Caller Other = new(new Principal("other"));

    [Fact]
    public async Task A_connected_agent_receives_what_is_addressed_to_it_and_answers()
    {
        await using var gateway = await Gateway.StartAsync();
        var agents = gateway.Runtime.Agents;
        var registered = (await agents.RegisterAsync(
            Gateway.Client, "Perun", "Perun", ["thunder"], "storms", Gateway.Stop)).Value.Agent;
        Assert.Equal(("perun", "connected"), (registered.Id, registered.Driver));
        var thread = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new(Agent: "thunder"), Gateway.Stop)).Value.Thread.Id;
        var sent = await gateway.SendAsync("will it rain?", thread);
        var item = Assert.Single(
            (await agents.InboxAsync(Gateway.Client, "perun", Limits.Signal, Gateway.Stop)).Value.Items);
        Assert.Equal((sent.TurnId, "turn", "will it rain?"), (item.TurnId, item.Kind, item.Messages[^1].Text));
        Assert.Equal(
            "agent_taken", (await agents.ReplyAsync(Other, item.TurnId, "no", true, Gateway.Stop)).Rejection!.Code);
        Assert.True(
            (await agents.ReplyAsync(Gateway.Client, item.TurnId, "Looking.", false, Gateway.Stop)).Value.Accepted);
        Assert.True(
            (await agents.ReplyAsync(Gateway.Client, item.TurnId, "It will.", true, Gateway.Stop)).Value.Accepted);
        Assert.Equal(
            ("perun", "It will."),
            ((await gateway.EndAsync(sent)).Reply!.Author, (await gateway.EndAsync(sent)).Reply!.Text));
        Assert.Equal(
            "turn_ended",
            (await agents.ReplyAsync(Gateway.Client, item.TurnId, "again", true, Gateway.Stop)).Rejection!.Code);
        Assert.Empty((await agents.InboxAsync(Gateway.Client, "perun", TimeSpan.Zero, Gateway.Stop)).Value.Items);
    }

    [Fact]
    public async Task An_agent_belongs_to_the_principal_that_first_registered_it_also_after_a_restart()
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Null(
            (await gateway.Runtime.Agents.RegisterAsync(
                Gateway.Client, "perun", null, null, null, Gateway.Stop)).Rejection);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var agents = gateway.Runtime.Agents;
        Assert.Equal(
            "agent_taken", (await agents.RegisterAsync(
                Other, "perun", null, null, null, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "agent_taken", (await agents.InboxAsync(Other, "perun", TimeSpan.Zero, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "agent_configured",
            (await agents.RegisterAsync(Gateway.Client, "svarog", null, null, null, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "duplicate_alias",
            (await agents.RegisterAsync(Gateway.Client, "mokosh", null, ["main"], null, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            "reserved_alias",
            (await agents.RegisterAsync(Gateway.Client, "operator", null, null, null, Gateway.Stop)).Rejection!.Code);
        Assert.Equal(
            ["p"],
            (await agents.RegisterAsync(Gateway.Client, "perun", null, ["p"], null, Gateway.Stop)).Value.Agent.Aliases);
    }

    [Fact]
    public async Task Work_of_an_agent_that_is_away_waits_for_its_deadline_and_then_fails_visibly()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new ThreadOptions { ConnectedSeconds = 1 }) });
        await gateway.Runtime.Agents.RegisterAsync(Gateway.Client, "perun", null, null, null, Gateway.Stop);
        var thread = (await gateway.Runtime.Threads.CreateAsync(
            Gateway.Operator, new(Agent: "perun"), Gateway.Stop)).Value.Thread.Id;
        var answer = await gateway.AskAsync("anybody?", thread);
        Assert.Equal(("failed", "agent_away"), (answer.Status, answer.Failure!.Code));
        Assert.Contains(
            (await gateway.ReadAsync(thread)).Messages, m => m.Role == "system" && m.Text.Contains("agent_away"));
    }

    [Fact]
    public async Task A_participant_declines_with_an_empty_reply()
    {
        await using var gateway = await Gateway.StartAsync();
        await gateway.Runtime.Agents.RegisterAsync(Gateway.Client, "perun", null, null, null, Gateway.Stop);
        var thread = (await gateway.SendAsync("@perun watch the sky")).ThreadId;
        await gateway.AskAsync("go", thread);
        var item = Assert.Single(
            (await gateway.Runtime.Agents.InboxAsync(
                Gateway.Client, "perun", Limits.Signal, Gateway.Stop)).Value.Items);
        Assert.Equal(("participant", "watch the sky"), (item.Kind, item.Instruction));
        await gateway.Runtime.Agents.ReplyAsync(Gateway.Client, item.TurnId, "", true, Gateway.Stop);
        Assert.DoesNotContain((await gateway.ReadAsync(thread)).Messages, m => m.Author == "perun");
    }
}
