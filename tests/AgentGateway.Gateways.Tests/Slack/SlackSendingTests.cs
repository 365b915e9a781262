using System.Text;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Slack;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>What the gateway sends to Slack, and what becomes of it when Slack does not take it.</summary>
public sealed class SlackSendingTests
{
    [Fact]
    public async Task A_message_goes_into_its_thread_and_mentions_no_one()
    {
        await using var link = await SlackLink.StartAsync();
        var said = await link.Server.SaysAsync("U1", "C1", "<@UBOT> go");

        var id = await link.Connection.SendAsync(
            SlackLink.At("C1", said.Number), new("Hello <!channel> & <@U1>, *see* **this**"), default);

        var sent = await link.Server.NextSentAsync();
        Assert.Equal((id, "C1", said.Number), (sent.Number, sent.Channel, sent.Thread));
        Assert.Equal("Hello &lt;!channel&gt; &amp; &lt;@U1&gt;, _see_ *this*", sent.Message);
        Assert.Equal("false", sent.Arguments["unfurl_links"]!.ToJsonString());
    }

    [Fact]
    public async Task An_edit_without_buttons_takes_away_those_that_were_there()
    {
        await using var link = await SlackLink.StartAsync();
        var address = SlackLink.At("D1", null);
        var id = await link.Connection.SendAsync(
            address, new("Run it?") { Buttons = [[new("Approve", "card-1")]] }, default);

        await link.Connection.EditAsync(address, id, new("Approved by Alice at 12:00"), default);

        Assert.Equal(id, (await link.Server.NextEditAsync()).Number);
        var shown = link.Server.Methods.Find("D1", id)!;
        Assert.Equal(("Approved by Alice at 12:00", "[]"), ((string?)shown["text"], shown["blocks"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_longest_text_can_be_sent_with_buttons_and_edited()
    {
        await using var link = await SlackLink.StartAsync();
        var address = SlackLink.At("D1", null);
        var text = new StringBuilder("```cs\n");
        while (SlackWriter.Length(text.ToString()) < SlackWriter.MessageBytesMax - 80)
            text.Append("if (a < b && b > c) \"żółw\"\n");
        var message = new OutboundMessage(text + "```") { Buttons = [[new(new string('x', 200), "card-1")]] };

        var id = await link.Connection.SendAsync(address, message, default);
        await link.Connection.EditAsync(address, id, message, default);

        var sent = await link.Server.NextSentAsync();
        Assert.InRange(sent.Buttons[0].Label.Length, 1, 75);
        Assert.Equal(0, Occurrences(sent.Sections, "```") % 2);
        await link.Server.NextEditAsync();
    }

    [Fact]
    public async Task A_file_is_shared_before_its_message_and_once_when_the_message_is_repeated()
    {
        await using var link = await SlackLink.StartAsync();
        var said = await link.Server.SaysAsync("U1", "D1", "go");
        var message = new OutboundMessage("The change:")
        {
            Key = "k1", File = new("żółw.diff", "text/x-diff", "+ one"u8.ToArray()),
            Buttons = [[new("Approve", "card-1")]],
        };
        link.Server.Fail("chat.postMessage", new SlackFailure { Status = 429, RetryAfter = "30" });

        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.SendAsync(SlackLink.At("D1", said.Number), message, default));
        Assert.Equal((ChatFaultKind.RateLimited, TimeSpan.FromSeconds(30)), (fault.Kind, fault.RetryAfter));
        await link.Connection.SendAsync(SlackLink.At("D2", null), message, default);

        var shared = await link.Server.NextFileAsync();
        Assert.Equal(("D1", said.Number), (shared.Channel, shared.Thread));
        var file = link.Server.Methods.Files[(string)shared.Arguments["files"]![0]!["id"]!];
        Assert.Equal(("żółw.diff", "+ one"), (file.Name, Encoding.UTF8.GetString(file.Content!)));
        Assert.False(link.Server.HasMore("files.completeUploadExternal"));
        Assert.Equal("The change:", (await link.Server.NextSentAsync()).Message);
    }

    [Theory]
    [InlineData("2")]
    [InlineData(null)]
    public async Task After_a_limit_the_next_call_waits_for_its_turn(string? retryAfter)
    {
        var clock = new FakeClock(SlackLimits.WaitMax);
        await using var link = await SlackLink.StartAsync(clock);
        var address = SlackLink.At("D1", null);
        link.Server.Fail("chat.postMessage", new SlackFailure { Status = 429, RetryAfter = retryAfter });

        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.SendAsync(address, new("one"), default));
        Assert.Equal(ChatFaultKind.RateLimited, fault.Kind);
        Assert.DoesNotContain(fault.RetryAfter!.Value, clock.Skipped);
        await link.Connection.SendAsync(SlackLink.At("D2", null), new("other"), default);
        Assert.DoesNotContain(fault.RetryAfter!.Value, clock.Skipped);
        await link.Connection.SendAsync(address, new("two"), default);

        Assert.Contains(fault.RetryAfter!.Value, clock.Skipped);
        Assert.Equal("other", (await link.Server.NextSentAsync()).Message);
        Assert.Equal("two", (await link.Server.NextSentAsync()).Message);
    }

    [Theory]
    [InlineData(200, "ratelimited", ChatFaultKind.RateLimited)]
    [InlineData(200, "channel_not_found", ChatFaultKind.Closed)]
    [InlineData(200, "is_archived", ChatFaultKind.Closed)]
    [InlineData(200, "msg_too_long", ChatFaultKind.TooLarge)]
    [InlineData(200, "invalid_blocks", ChatFaultKind.Refused)]
    [InlineData(200, "token_revoked", ChatFaultKind.BadToken)]
    [InlineData(200, "missing_scope", ChatFaultKind.Misconfigured)]
    [InlineData(200, "service_unavailable", ChatFaultKind.Unavailable)]
    [InlineData(200, "fatal_error", ChatFaultKind.InDoubt)]
    [InlineData(200, null, ChatFaultKind.InDoubt)]
    [InlineData(500, null, ChatFaultKind.InDoubt)]
    [InlineData(502, null, ChatFaultKind.InDoubt)]
    [InlineData(503, null, ChatFaultKind.Unavailable)]
    [InlineData(403, null, ChatFaultKind.Refused)]
    public async Task A_refused_message_says_what_may_be_done_next(int status, string? error, ChatFaultKind kind)
    {
        await using var link = await SlackLink.MakeAsync();
        link.Server.Fail("chat.postMessage", new SlackFailure { Status = status, Error = error });

        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.SendAsync(SlackLink.At("D1", null), new("one"), default));

        Assert.Equal(kind, fault.Kind);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_in_doubt()
    {
        await using var link = await SlackLink.MakeAsync();
        link.Server.Fail("chat.postMessage", new SlackFailure { IsProcessed = true, IsAborted = true });

        var fault = await Assert.ThrowsAsync<ChatException>(
            () => link.Connection.SendAsync(SlackLink.At("D1", null), new("one"), default));

        Assert.Equal(ChatFaultKind.InDoubt, fault.Kind);
        Assert.Equal("one", (await link.Server.NextSentAsync()).Message);
    }

    [Fact]
    public async Task A_queued_message_is_marked_and_marking_it_again_is_no_fault()
    {
        await using var link = await SlackLink.MakeAsync();
        var said = await link.Server.SaysAsync("U1", "D1", "go");
        var address = SlackLink.At("D1", said.Number);

        await link.Connection.MarkQueuedAsync(address, said.Number, default);
        await link.Connection.MarkQueuedAsync(address, said.Number, default);
        await link.Connection.MarkQueuedAsync(address, "1.0", default);

        Assert.Equal("eyes", (await link.Server.NextAsync("reactions.add")).Text("name"));
    }

    [Fact]
    public async Task That_it_works_is_shown_where_Slack_takes_it_and_else_left_out()
    {
        await using var link = await SlackLink.MakeAsync();
        var address = SlackLink.At("D1", "1.0");
        await link.Connection.ShowWorkingAsync(address, default);
        Assert.Equal("1.0", (await link.Server.NextAsync("assistant.threads.setStatus")).Thread);
        link.Server.Fail("assistant.threads.setStatus", new SlackFailure { Error = "missing_scope" });

        await link.Connection.ShowWorkingAsync(address, default);
        await link.Connection.ShowWorkingAsync(address, default);

        Assert.False(link.Server.HasMore("assistant.threads.setStatus"));
    }

    [Fact]
    public async Task A_direct_conversation_is_opened_at_its_top_level()
    {
        await using var link = await SlackLink.MakeAsync();

        Assert.Equal(SlackLink.At("DU7", null), await link.Connection.OpenDirectAsync("U7", default));
    }

    [Fact]
    public async Task The_probe_names_missing_scopes_and_what_to_click()
    {
        await using var link = await SlackLink.MakeAsync();
        link.Server.Scopes = string.Join(',', SlackManifest.Scopes.Where(scope => scope != "files:write"));
        link.Server.Fail("apps.connections.open", new SlackFailure { Error = "invalid_auth" });

        var probes = await link.Connection.ProbeAsync(default);

        Assert.Equal("BotToken works: the bot is agw in Example.", probes[0].Message);
        Assert.Null(probes[0].Hint);
        Assert.Contains("files:write", probes[1].Hint, StringComparison.Ordinal);
        Assert.StartsWith("AppToken could not be tried", probes[2].Message, StringComparison.Ordinal);
        Assert.Equal(3, probes.Count);
    }

    private static int Occurrences(string text, string searched) => text.Split(searched).Length - 1;
}
