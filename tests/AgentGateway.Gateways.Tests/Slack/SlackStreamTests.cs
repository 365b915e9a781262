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
        await link.Connection.ShowLiveAsync(address, "t1", "if a < ", default);
        await link.Connection.ShowLiveAsync(address, "t1", "if a < b \ud83e", default);
        await link.Connection.ShowLiveAsync(address, "t1", "if a < b \ud83e\udd8a", default);

        var id = await link.Connection.SendAsync(address, new("if a < b 🦊 then") { Live = "t1" }, default);

        Assert.Equal(id, (await link.Server.NextAsync("chat.startStream")).Number);
        Assert.Equal("if a &lt; b 🦊 then", Shown(link, address, id));
        Assert.Equal(" then", (await link.Server.NextAsync("chat.stopStream")).Text("markdown_text"));
        Assert.False(link.Server.HasMore("chat.postMessage") || link.Server.HasMore("chat.update"));
        Assert.NotEqual(id, await link.Connection.SendAsync(address, new("next") { Live = "t1" }, default));
    }

    [Fact]
    public async Task An_answer_that_became_another_takes_the_place_of_what_was_shown()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, "t1", "Let me look.", default);
        await link.Connection.ShowLiveAsync(address, "t1", "Begun anew", default);

        var id = await link.Connection.SendAsync(address, new("It **is** so.") { Live = "t1" }, default);

        Assert.Equal("It *is* so.", Shown(link, address, id));
        Assert.False(link.Server.HasMore("chat.postMessage") || link.Server.HasMore("chat.appendStream"));
    }

    [Fact]
    public async Task At_the_first_limit_no_more_is_shown_and_the_answer_is_whole()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, "t1", "one", default);
        link.Server.Fail("chat.appendStream", new SlackFailure { Status = 429, RetryAfter = "1" });
        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.ShowLiveAsync(address, "t1", "one two", default));
        Assert.Equal(ChatFaultKind.RateLimited, fault.Kind);
        await link.Connection.ShowLiveAsync(address, "t1", "one two three", default);

        var id = await link.Connection.SendAsync(address, new("one two three") { Live = "t1" }, default);

        Assert.Equal("one two three", Shown(link, address, id));
        Assert.False(link.Server.HasMore("chat.postMessage") || link.Server.HasMore("chat.appendStream"));
    }

    [Fact]
    public async Task Where_streams_are_refused_the_answer_is_posted_and_they_are_not_tried_again()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        link.Server.Fail("chat.startStream", new SlackFailure { Error = "unknown_method" });
        await Assert.ThrowsAsync<ChatException>(() => link.Connection.ShowLiveAsync(address, "t1", "one", default));
        await link.Connection.ShowLiveAsync(address, "t2", "two", default);

        await link.Connection.SendAsync(address, new("one") { Live = "t1" }, default);

        Assert.Equal("one", (await link.Server.NextSentAsync()).Message);
        Assert.False(link.Server.HasMore("chat.startStream"));
    }

    [Fact]
    public async Task An_end_whose_answer_was_lost_is_repeated_and_makes_no_second_message()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, "t1", "one", default);
        link.Server.Fail("chat.stopStream", new SlackFailure { IsProcessed = true, IsAborted = true });
        var message = new OutboundMessage("one two") { Live = "t1" };
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
        await link.Connection.ShowLiveAsync(address, "t1", "one", default);
        link.Server.Methods.Forget(address.Chat, (await link.Server.NextAsync("chat.startStream")).Number);

        await link.Connection.SendAsync(address, new("one two") { Live = "t1" }, default);

        Assert.Equal("one two", (await link.Server.NextSentAsync()).Message);
    }

    [Fact]
    public async Task A_stream_that_no_answer_follows_is_stopped_with_its_text()
    {
        await using var link = await SlackLink.StartAsync();
        var address = await ConversationAsync(link);
        await link.Connection.ShowLiveAsync(address, "t1", "one", default);

        await link.Connection.EndLiveAsync(address, "t1", default);

        var stopped = await link.Server.NextAsync("chat.stopStream");
        Assert.Equal("one", Shown(link, address, stopped.Number));
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
