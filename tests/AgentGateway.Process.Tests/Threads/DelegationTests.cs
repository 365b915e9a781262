using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

public sealed class DelegationTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task Work_is_delegated_and_its_answer_comes_back(ConnectionKind kind)
    {
        await using var worker = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(kind);

        var calling = client.CallAsync(
            "thread_delegate", new { agent = worker.Id, text = "Count the stars", wait_seconds = 25 });
        var item = await worker.AnswerNextAsync("delegation", "Too many");
        var answer = await calling;

        Assert.Contains("Count the stars", item["messages"]!.ToJsonString());
        Assert.Equal("completed", answer.Text("status"));
        Assert.Equal("Too many", answer["reply"]!["text"].String());
        Assert.Equal(item["thread_id"].String(), answer.Text("hidden_thread_id"));
        Assert.NotEmpty(answer.Text("delegation_id"));
    }

    [Fact]
    public async Task A_hidden_thread_stays_out_of_the_list_and_of_the_search()
    {
        await using var worker = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var begun = await client.CallAsync(
            "thread_delegate", new { agent = worker.Id, text = "Look for the quokka", wait_seconds = 0 });
        await worker.AnswerNextAsync("delegation", "The quokka is here");
        var hidden = begun.Text("hidden_thread_id");

        Assert.DoesNotContain(
            (await client.CallAsync("thread_list", new { limit = 500 })).List("threads"),
            thread => thread!["id"].String() == hidden);
        Assert.DoesNotContain(
            (await client.CallAsync("thread_search", new { query = "quokka" })).List("hits"),
            hit => hit!["thread_id"].String() == hidden);
    }

    [Fact]
    public async Task A_typed_delegation_carries_this_thread_and_its_result_is_hidden()
    {
        await using var worker = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        var thread = await client.NewThreadAsync();
        var other = await client.NewThreadAsync();
        await client.SendAsync(thread, "The password is swordfish");
        await client.SendAsync(other, "Nothing to do with it: marzipan");

        var sent = await client.SendAsync(thread, $"!{worker.Id} find out who knows it", wait: 0);
        Assert.NotNull(sent["directive"]!["delegation_id"]);
        var item = await worker.AnswerNextAsync("delegation", "Groucho knows");
        Assert.Contains("swordfish", item["messages"]!.ToJsonString());
        Assert.DoesNotContain("marzipan", item["messages"]!.ToJsonString());

        await Eventually.TrueAsync(
            async () => (await client.ReadAsync(thread, hidden: true)).List("messages")
                .Any(message => message!["visibility"].String() == "hidden"
                    && message["text"].String()!.Contains("Groucho knows", StringComparison.Ordinal)),
            "the result comes back as a hidden message");
        Assert.DoesNotContain("Groucho knows", (await client.ReadAsync(thread)).ToString());
    }

    [Fact]
    public async Task A_delegation_to_an_unknown_agent_is_refused()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        (await client.TryAsync("thread_delegate", new { agent = "nobody", text = "Do it" })).RefusedWith();
    }

    [Fact]
    public async Task A_directive_inside_a_delegation_is_text()
    {
        await using var worker = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);

        await client.CallAsync("thread_delegate", new { agent = worker.Id, text = "/handoff weles", wait_seconds = 0 });

        var item = await worker.AnswerNextAsync("delegation", "That is text");
        Assert.Contains("/handoff weles", item["messages"]!.ToJsonString());
    }
}
