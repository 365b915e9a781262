using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

public sealed class DirectiveTests(DaemonFixture fixture)
{
    public static TheoryData<ConnectionKind> AllKinds => ConnectionKinds.All;

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_handoff_is_typed_and_returned(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();

        var handed = await client.SendAsync(thread, "/handoff WELES please check the numbers");
        Assert.Equal("completed", handed.Text("status"));
        Assert.Null(handed["turn_id"]);
        Assert.Null(handed["reply"]);
        Assert.NotNull(handed["directive"]);
        var read = await client.ReadAsync(thread);
        Assert.Equal("weles", read["thread"]!["owner"].String());
        Assert.Equal("svarog", Assert.Single(read["thread"]!["owner_stack"]!.AsArray())!.String());
        var note = read.List("messages").Single(message => message!["role"].String() == "system")!;
        Assert.Equal("visible", note["visibility"].String());
        foreach (var word in new[] { "svarog", "weles", "client", "please check the numbers" })
            Assert.Contains(word, note["text"].String());

        Assert.Equal("weles", (await client.SendAsync(thread, "Who are you?"))["reply"]!["author"].String());

        var returned = await client.SendAsync(thread, "/return");
        Assert.Null(returned["turn_id"]);
        Assert.Equal("svarog", (await client.ReadAsync(thread))["thread"]!["owner"].String());
        (await client.TryAsync("thread_return", new { thread_id = thread })).RefusedWith();
    }

    [Theory, MemberData(nameof(AllKinds))]
    public async Task A_participant_is_called_in_and_sent_away(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();

        var registered = await client.SendAsync(thread, "@Weles verify every claim");
        Assert.Equal("completed", registered.Text("status"));
        Assert.Null(registered["turn_id"]);
        Assert.Null(registered["reply"]);
        Assert.NotNull(registered["directive"]);
        var participants = (await client.ReadAsync(thread))["thread"]!["participants"]!.AsArray();
        var weles = Assert.Single(participants)!;
        Assert.Equal("weles", weles["agent"].String());
        Assert.Equal("verify every claim", weles["instruction"].String());
        Assert.Equal("before", weles["when"].String());

        await client.SendAsync(thread, "@weles only verify numbers");
        participants = (await client.ReadAsync(thread))["thread"]!["participants"]!.AsArray();
        Assert.Equal("only verify numbers", Assert.Single(participants)!["instruction"].String());

        await client.SendAsync(thread, "@weles done");
        Assert.Empty((await client.ReadAsync(thread))["thread"]!["participants"]!.AsArray().Active());
    }

    [Theory]
    [InlineData(" @nosuch look at this")]
    [InlineData("@weles")]
    [InlineData("//nosuch")]
    [InlineData("!weles")]
    [InlineData("what does @weles think of this?")]
    [InlineData("/etc/hosts is a file")]
    public async Task Other_text_is_ordinary(string text)
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();

        var sent = await client.SendAsync(thread, text);

        Assert.Null(sent["directive"]);
        Assert.NotNull(sent["turn_id"]);
        Assert.Equal(text, (await client.ReadAsync(thread)).Texts("user", "client").Single());
        Assert.Empty((await client.ReadAsync(thread))["thread"]!["participants"]!.AsArray());
    }

    [Fact]
    public async Task An_agents_own_words_are_never_a_directive()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(fixture.Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        foreach (var words in new[] { "/handoff weles", "@weles check", "!weles check" })
        {
            var thread = await client.NewThreadAsync(agent.Id);
            var sent = await client.SendAsync(thread, "Say it", wait: 0);
            await agent.AnswerNextAsync("turn", words);
            Assert.Equal(words, (await client.WaitAsync(sent.Text("turn_id")))["reply"]!["text"].String());

            var read = await client.ReadAsync(thread, hidden: true);
            Assert.Equal(agent.Id, read["thread"]!["owner"].String());
            Assert.Empty(read["thread"]!["participants"]!.AsArray());
            Assert.Equal(2, read.List("messages").Count);
        }
    }

    [Fact]
    public async Task A_file_of_the_workspace_is_attached_by_name()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["inside"]);
        await File.WriteAllTextAsync(
            Path.Combine(folder["inside"], "notes.txt"), "remember the milk", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["secret.txt"], "not yours", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(folder["inside"], "way-out.txt"), folder["secret.txt"]);
        await using var client = await McpClient.ConnectAsync(
            fixture.Daemon, ConnectionKind.StdioModern, directory: folder["inside"]);
        var thread = (await client.CallAsync(
            "thread_send",
                new { text = "See @notes.txt and @../secret.txt and @way-out.txt and @missing.txt" })).Text("thread_id");

        var message = (await client.ReadAsync(thread)).List("messages")[0]!;

        Assert.Equal("notes.txt", Assert.Single(message["attachments"]!.AsArray())!["name"].String());
        Assert.DoesNotContain("not yours", message.ToJsonString());
    }
}
