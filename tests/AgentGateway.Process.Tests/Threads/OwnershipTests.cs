using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

public sealed class OwnershipTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Handoffs_stack_and_come_back_one_by_one(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();

        await client.CallAsync("thread_handoff", new { thread_id = thread, agent = "weles", reason = "to verify" });
        var top = await client.CallAsync("thread_handoff", new { thread_id = thread, agent = "rarog" });
        Assert.Equal("rarog", top.Text("owner"));
        Assert.Equal(2, top.List("owner_stack").Count);

        Assert.Equal("weles", (await client.CallAsync("thread_return", new { thread_id = thread })).Text("owner"));
        Assert.Equal("svarog", (await client.CallAsync("thread_return", new { thread_id = thread })).Text("owner"));
        (await client.TryAsync("thread_return", new { thread_id = thread })).RefusedWith();
    }

    [Fact]
    public async Task A_handoff_to_the_owner_or_to_an_unknown_agent_is_refused()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();

        (await client.TryAsync("thread_handoff", new { thread_id = thread, agent = "main" })).RefusedWith();
        (await client.TryAsync("thread_handoff", new { thread_id = thread, agent = "nobody" })).RefusedWith();
        (await client.TryAsync("thread_send", new { thread_id = thread, text = "/handoff svarog" })).RefusedWith();
        (await client.TryAsync("thread_send", new { thread_id = thread, text = "/return" })).RefusedWith();
        Assert.Empty((await client.ReadAsync(thread)).List("messages"));
    }

    [Fact]
    public async Task Participants_stay_when_the_owner_changes()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await client.CallAsync(
            "thread_participant", new { thread_id = thread, agent = "rarog", instruction = "Watch the tone" });

        await client.CallAsync("thread_handoff", new { thread_id = thread, agent = "weles" });

        Assert.Equal(
            "rarog", Assert.Single((await client.ReadAsync(thread))["thread"]!["participants"]!.AsArray().Active()));
    }
}
