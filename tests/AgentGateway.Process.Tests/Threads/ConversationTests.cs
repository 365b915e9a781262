using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

public sealed class ConversationTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_thread_is_created_sent_to_read_and_found_again(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var word = $"zebra{kind}";
        var thread = await client.NewThreadAsync(title: $"About {word}");

        var sent = await client.SendAsync(thread, $"Tell me of the {word}, please");

        Assert.Equal("completed", sent.Text("status"));
        Assert.Equal(thread, sent.Text("thread_id"));
        Assert.Equal("svarog", sent["reply"]!["author"].String());
        Assert.NotEmpty(sent["reply"]!["text"].String()!);
        Assert.Null(sent["directive"]);

        var read = await client.ReadAsync(thread);
        Assert.Equal(["user", "assistant"], read.List("messages").Select(message => message!["role"].String()));
        Assert.Equal(["client", "svarog"], read.List("messages").Select(message => message!["author"].String()));
        Assert.Equal(
            [sent.Text("message_id"), sent["reply"]!["message_id"].String()],
            read.List("messages").Select(message => message!["id"].String()));
        Assert.All(read.List("messages"), message => Assert.Equal("visible", message!["visibility"].String()));
        Assert.Equal("svarog", read["thread"]!["owner"].String());

        var hits = (await client.CallAsync("thread_search", new { query = word })).List("hits");
        Assert.Contains(
            hits, hit => hit!["thread_id"].String() == thread && hit["message_id"].String() == sent.Text("message_id"));
        var listed = (await client.CallAsync("thread_list", new { query = word })).List("threads");
        Assert.Equal(thread, Assert.Single(listed)!["id"].String());
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_message_without_a_thread_begins_one(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);

        var sent = await client.CallAsync("thread_send", new { text = "Good morning" });

        var read = await client.ReadAsync(sent.Text("thread_id"));
        Assert.Equal("Good morning", read.List("messages")[0]!["text"].String());
        Assert.Equal("svarog", read["thread"]!["owner"].String());
    }

    [Fact]
    public async Task Every_door_sees_the_same_thread()
    {
        await using var one = await fixture.ConnectAsync(ConnectionKind.StdioModern);
        await using var other = await fixture.ConnectAsync(ConnectionKind.HttpOlder);
        var thread = await one.NewThreadAsync();
        await one.SendAsync(thread, "Said over one connection");

        Assert.Equal((await one.ReadAsync(thread)).ToString(), (await other.ReadAsync(thread)).ToString());
    }

    [Fact]
    public async Task A_call_that_does_not_wait_answers_at_once_and_the_turn_is_waited_for_later()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);

        var sent = await client.SendAsync(thread, "Take your time", wait: 0);
        Assert.Contains(sent.Text("status"), new[] { "queued", "running", "waiting" });
        Assert.Null(sent["reply"]);
        await agent.AnswerNextAsync("turn", "I took it");

        var waited = await client.WaitAsync(sent.Text("turn_id"));
        Assert.Equal("completed", waited.Text("status"));
        Assert.Equal("I took it", waited["reply"]!["text"].String());
        Assert.Equal(agent.Id, waited["reply"]!["author"].String());
    }

    [Fact]
    public async Task Text_comes_back_as_it_was_sent()
    {
        const string Odd = "Ünï©ödé 🦓 \"quotes\" \\ back\tslash\nline\u2028 <b>&amp;</b> ' * OR NEAR( \u0001";
        await using var client = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var thread = await client.NewThreadAsync();

        await client.SendAsync(thread, Odd);

        Assert.Equal(Odd, (await client.ReadAsync(thread)).List("messages")[0]!["text"].String());
    }

    [Fact]
    public async Task Search_takes_its_metacharacters_literally()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        foreach (var query in new[]
        {
            "\"", "*", "a AND", "NEAR(", "text:foo", "-x", "^", "(", "'; drop table message; --", "🦓",
        })
            (await client.TryAsync("thread_search", new { query })).Accepted();
    }
}
