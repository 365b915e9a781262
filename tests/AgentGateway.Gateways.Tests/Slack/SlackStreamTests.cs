using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>Answers that are shown in Slack while they are written.</summary>
public sealed class SlackStreamTests
{
    [Fact]
    public async Task A_stream_that_is_finished_is_the_answer()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, new("t1", "if a < "), default);
        await link.Connection.ShowLiveAsync(address, new("t1", "if a < b \ud83e"), default);
        await link.Connection.ShowLiveAsync(address, new("t1", "if a < b \ud83e\udd8a"), default);

        var id = await link.Connection.SendAsync(address, new("if a < b 🦊 then") { Live = new("t1") }, default);

        Assert.Equal(id, (await link.Server.NextAsync("chat.startStream")).Number);
        Assert.Equal("if a &lt; b 🦊 then", Shown(link, address, id));
        Assert.Equal(" then", (await link.Server.NextAsync("chat.stopStream")).Text("markdown_text"));
        Assert.False(link.Server.HasMore("chat.postMessage") || link.Server.HasMore("chat.update"));
        Assert.NotEqual(id, await link.Connection.SendAsync(address, new("next") { Live = new("t1") }, default));
    }

    [Fact]
    public async Task An_answer_that_became_another_takes_the_place_of_what_was_shown()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, new("t1", "Let me look."), default);
        await link.Connection.ShowLiveAsync(address, new("t1", "Begun anew"), default);

        var id = await link.Connection.SendAsync(address, new("It **is** so.") { Live = new("t1") }, default);

        Assert.Equal("It *is* so.", Shown(link, address, id));
        Assert.False(link.Server.HasMore("chat.postMessage") || link.Server.HasMore("chat.appendStream"));
    }

    [Fact]
    public async Task At_the_first_limit_no_more_is_shown_and_the_answer_is_whole()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, new("t1", "one"), default);
        link.Server.Fail("chat.appendStream", new SlackFailure { Status = 429, RetryAfter = "1" });
        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.ShowLiveAsync(address, new("t1", "one two"), default));
        Assert.Equal(ChatFaultKind.RateLimited, fault.Kind);
        await link.Connection.ShowLiveAsync(address, new("t1", "one two three"), default);

        var id = await link.Connection.SendAsync(address, new("one two three") { Live = new("t1") }, default);

        Assert.Equal("one two three", Shown(link, address, id));
        Assert.False(link.Server.HasMore("chat.postMessage") || link.Server.HasMore("chat.appendStream"));
    }

    [Fact]
    public async Task Where_streams_are_refused_the_answer_is_posted_and_they_are_not_tried_again()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        link.Server.Fail("chat.startStream", new SlackFailure { Error = "unknown_method" });
        await Assert.ThrowsAsync<ChatException>(() => link.Connection.ShowLiveAsync(address, new("t1", "one"), default));
        await link.Connection.ShowLiveAsync(address, new("t2", "two"), default);

        await link.Connection.SendAsync(address, new("one") { Live = new("t1") }, default);

        Assert.Equal("one", (await link.Server.NextSentAsync()).Message);
        Assert.False(link.Server.HasMore("chat.startStream"));
    }

    [Fact]
    public async Task An_end_whose_answer_was_lost_is_repeated_and_makes_no_second_message()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, new("t1", "one"), default);
        link.Server.Fail("chat.stopStream", new SlackFailure { IsProcessed = true, IsAborted = true });
        var message = new OutboundMessage("one two") { Live = new("t1") };
        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.SendAsync(address, message, default));
        Assert.Equal(ChatFaultKind.Unavailable, fault.Kind);

        var id = await link.Connection.SendAsync(address, message, default);

        Assert.Equal("one two", Shown(link, address, id));
        Assert.False(link.Server.HasMore("chat.postMessage"));
    }

    [Fact]
    public async Task A_stream_that_a_person_deleted_is_posted_as_a_message()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, new("t1", "one"), default);
        link.Server.Methods.Forget(address.Chat, (await link.Server.NextAsync("chat.startStream")).Number);

        await link.Connection.SendAsync(address, new("one two") { Live = new("t1") }, default);

        Assert.Equal("one two", (await link.Server.NextSentAsync()).Message);
    }

    [Fact]
    public async Task A_stream_that_no_answer_follows_is_stopped_with_its_text()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, new("t1", "one"), default);

        await link.Connection.EndLiveAsync(address, new("t1"), default);

        var stopped = await link.Server.NextAsync("chat.stopStream");
        Assert.Equal("one", Shown(link, address, stopped.Number));
    }

    [Fact]
    public async Task In_a_channel_a_stream_names_the_person_and_the_persons_own_team()
    {
        await using var link = await SlackLink.StartAsync();
        await link.Server.SaysAsync("U1", "C1", "<@UBOT> go", null, new() { ["user_team"] = "T7" });
        var said = await link.NextMessageAsync();
        Assert.Equal("T7", said.Author.Team);

        await link.Connection.ShowLiveAsync(said.Address, new("t1", "one", said.Author), default);
        var id = await link.Connection.SendAsync(said.Address, new("one two") { Live = new("t1") }, default);

        var started = await link.Server.NextAsync("chat.startStream");
        Assert.Equal(("U1", "T7"), (started.Text("recipient_user_id"), started.Text("recipient_team_id")));
        Assert.Equal(id, started.Number);
        Assert.Equal("one two", Shown(link, said.Address, id));
    }

    [Fact]
    public async Task In_a_channel_nothing_is_shown_where_the_team_is_not_known_and_the_answer_is_posted()
    {
        await using var link = await SlackLink.StartAsync();
        await link.Server.SaysAsync("U1", "C1", "<@UBOT> go");
        var said = await link.NextMessageAsync();

        Assert.Null(await link.Connection.ShowLiveAsync(said.Address, new("t1", "one"), default));
        Assert.Null(
            await link.Connection.ShowLiveAsync(said.Address, new("t1", "one", new("U1", "Alice")), default));
        await link.Connection.SendAsync(said.Address, new("one two") { Live = new("t1") }, default);

        Assert.Equal("one two", (await link.Server.NextSentAsync()).Message);
        Assert.False(link.Server.HasMore("chat.startStream"));
    }

    [Fact]
    public async Task A_refusal_in_one_channel_leaves_others_their_streams()
    {
        await using var link = await SlackLink.StartAsync();
        await link.Server.SaysAsync("U1", "C1", "<@UBOT> go");
        var said = await link.NextMessageAsync();
        var address = await ConversationAsync(link);
        link.Server.Fail("chat.startStream", new SlackFailure { Error = "channel_type_not_supported" });
        await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.ShowLiveAsync(said.Address, new("t1", "one", said.Author), default));

        Assert.Null(await link.Connection.ShowLiveAsync(said.Address, new("t2", "one", said.Author), default));
        Assert.NotNull(await link.Connection.ShowLiveAsync(address, new("t3", "one"), default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_an_earlier_process_began_is_the_answer_also_where_Slack_has_stopped_it(bool isStopped)
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        var number = await link.Connection.ShowLiveAsync(address, new("t1", "Half"), default);
        if (isStopped) link.Server.Methods.Find(address.Chat, number!)!.Remove("streaming");

        // What this process knows by another name it does not know.
        var id = await link.Connection.SendAsync(
            address, new("The whole.") { Live = new("t2") { MessageId = number, Mark = " (doubt)" } }, default);

        Assert.Equal(number, id);
        Assert.Equal("The whole.", Shown(link, address, id));
        Assert.False(link.Server.HasMore("chat.postMessage"));
    }

    [Fact]
    public async Task A_stream_that_an_earlier_process_began_and_a_person_deleted_is_posted_with_the_mark()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        var number = await link.Connection.ShowLiveAsync(address, new("t1", "Half"), default);
        link.Server.Methods.Forget(address.Chat, number!);

        await link.Connection.SendAsync(
            address, new("The whole.") { Live = new("t2") { MessageId = number, Mark = " (doubt)" } }, default);

        Assert.Equal("The whole. (doubt)", (await link.Server.NextSentAsync()).Message);
    }

    [Fact]
    public async Task A_stream_that_an_earlier_process_began_is_stopped_where_no_answer_follows()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        var number = await link.Connection.ShowLiveAsync(address, new("t1", "Half"), default);

        await link.Connection.EndLiveAsync(address, new("t2") { MessageId = number }, default);

        Assert.Equal("Half", Shown(link, address, number!));
    }

    private static async Task<ChatAddress> ConversationAsync(SlackLink link) =>
        SlackLink.At("DU1", (await link.Server.SaysAsync("U1", "DU1", "go")).Number);

    /// <summary>The text of a message that is not being written to any more.</summary>
    private static string? Shown(SlackLink link, ChatAddress address, string number)
    {
        var message = link.Server.Methods.Find(address.Chat, number)!;
        Assert.Null(message["streaming"]);
        return (string?)message["text"];
    }
}
