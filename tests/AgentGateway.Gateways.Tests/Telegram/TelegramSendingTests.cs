using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>What the bot sends, where it goes, and what becomes of it when something fails.</summary>
public sealed class TelegramSendingTests
{
    private static readonly TelegramPerson Alice = new(42, "Alice");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_group_the_answer_replies_to_the_message_that_began_the_conversation()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        var group = server.Group(-1001, "Work");
        var said = await server.SaysAsync(group, Alice, $"@{TelegramServer.BotName} go");
        var began = await bot.Host.NextAsync();

        await bot.Connection.SendAsync(began.Address, new("@everyone: yes"), Ending);
        var sent = await server.NextSentAsync();
        Assert.Equal((said, "@\u2060everyone: yes", null), (sent.ReplyTo, sent.Text, sent.Topic));

        await server.SaysAsync(group, Alice, "more", new() { ReplyTo = sent.MessageId });
        var reply = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());
        Assert.Equal((Addressing.Reply, $"{sent.MessageId}"), (reply.Addressing, reply.ReplyTo));
    }

    [Fact]
    public async Task In_a_forum_the_answer_goes_into_the_topic_and_the_general_one_is_not_named()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        var forum = server.Group(-1002, "Forum", isForum: true);
        var topic = server.Topic(forum, Alice);
        await server.SaysAsync(forum, Alice, $"@{TelegramServer.BotName} here", new() { Topic = topic });
        var inTopic = await bot.Host.NextAsync();
        await server.SaysAsync(forum, Alice, $"@{TelegramServer.BotName} there");
        var inGeneral = await bot.Host.NextAsync();
        Assert.Equal(($"{topic}", "1"), (inTopic.Address.Thread, inGeneral.Address.Thread));

        await bot.Connection.SendAsync(inTopic.Address, new("a"), Ending);
        Assert.Equal(topic, (await server.NextSentAsync()).Topic);
        await bot.Connection.SendAsync(inGeneral.Address, new("b") { IsQuiet = true }, Ending);
        var sent = await server.NextSentAsync();
        Assert.Equal((null, true), (sent.Topic, sent.IsSilent));
        await bot.Connection.ShowWorkingAsync(inTopic.Address, Ending);
        Assert.Equal(topic, (long?)(await server.NextCallAsync("sendChatAction"))["message_thread_id"]);

        var fault = await Assert.ThrowsAsync<ChatException>(
            () => bot.Connection.SendAsync(inTopic.Address with { Thread = "99999" }, new("c"), Ending));
        Assert.Equal(ChatFaultKind.Closed, fault.Kind);
    }

    [Fact]
    public async Task A_button_is_pressed_answered_and_taken_away()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        server.Direct(Alice);
        var address = await bot.Connection.OpenDirectAsync("42", Ending);
        var card = new OutboundMessage("Run `ls`?")
        {
            Buttons = [[new("Approve", "k1", ChatButtonStyle.Approve), new("Deny", "k2", ChatButtonStyle.Deny)]],
        };
        var id = await bot.Connection.SendAsync(address, card, Ending);
        var sent = await server.NextSentAsync();

        await server.PressesAsync(Alice, sent, sent.DataOf("Approve"));
        var press = Assert.IsType<InboundPress>(await bot.Host.NextAsync());
        Assert.Equal(("k1", id, address), (press.Data, press.MessageId, press.Address));

        await bot.Connection.AnswerPressAsync(press.Answer, new string('x', 300), Ending);
        var answered = await server.NextCallAsync("answerCallbackQuery");
        Assert.Equal(press.Answer, (string?)answered["callback_query_id"]);
        Assert.Equal(200, ((string?)answered["text"])!.Length);
        await bot.Connection.EditAsync(address, id, new("Approved by Alice"), Ending);
        Assert.Empty((await server.NextSentAsync()).Buttons);
    }

    [Fact]
    public async Task A_file_goes_with_its_text_and_a_text_that_is_too_long_for_it_goes_after_it()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        server.Direct(Alice);
        var address = await bot.Connection.OpenDirectAsync("42", Ending);
        var file = new OutboundFile("zażółć.diff", "text/x-diff", "+ a\n- b\n"u8.ToArray());

        var id = await bot.Connection.SendAsync(address, new("**See** this") { File = file }, Ending);
        var sent = await server.NextSentAsync();
        Assert.Equal(("See this", "zażółć.diff", id), (sent.Text, sent.FileName, $"{sent.MessageId}"));
        Assert.Equal(file.Content.ToArray(), sent.File);

        await bot.Connection.EditAsync(address, id, new("Seen"), Ending);
        Assert.Equal(("editMessageCaption", "Seen"), Told(await server.NextSentAsync()));

        var other = server.Direct(new(43, "Bob"));
        var longer = new OutboundMessage(new string('x', 1025)) { File = file, Buttons = [[new("Approve", "k")]] };
        var last = await bot.Connection.SendAsync(address with { Chat = $"{other.Id}" }, longer, Ending);
        Assert.Equal(("sendDocument", ""), Told(await server.NextSentAsync()));
        var text = await server.NextSentAsync();
        Assert.Equal(("sendMessage", longer.Markdown, last), (text.Method, text.Text, $"{text.MessageId}"));
        Assert.Single(text.Buttons);

        static (string Method, string Text) Told(TelegramSent sent) => (sent.Method, sent.Text);
    }

    [Fact]
    public async Task Markup_that_telegram_refuses_is_sent_once_more_as_plain_text()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        server.Direct(Alice);
        server.Fail(
            "sendMessage", TelegramFault.Error(400, "Bad Request: can't parse entities: unsupported start tag"));

        await bot.Connection.SendAsync(await bot.Connection.OpenDirectAsync("42", Ending), new("**a** <b>"), Ending);

        var sent = await server.NextSentAsync();
        Assert.Equal(("a <b>", "a <b>"), (sent.Text, sent.Markup));
    }

    [Theory]
    [InlineData(400, "Bad Request: chat not found", ChatFaultKind.Closed)]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", ChatFaultKind.Closed)]
    [InlineData(400, "Bad Request: message is too long", ChatFaultKind.TooLarge)]
    [InlineData(400, "Bad Request: BUTTON_DATA_INVALID", ChatFaultKind.Refused)]
    [InlineData(401, "Unauthorized", ChatFaultKind.BadToken)]
    [InlineData(403, "Forbidden: bot was blocked by the user", ChatFaultKind.Closed)]
    [InlineData(429, "Too Many Requests", ChatFaultKind.RateLimited)]
    [InlineData(500, "Internal Server Error", ChatFaultKind.Unavailable)]
    public async Task A_refusal_says_what_may_be_done_next(int code, string description, ChatFaultKind kind)
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        server.Direct(Alice);
        server.Fail("sendMessage", TelegramFault.Error(code, description));
        var fault = await FaultOfSendingAsync(bot);

        Assert.Equal((kind, null), (fault.Kind, fault.RetryAfter));
        Assert.DoesNotContain(TelegramServer.Token, fault.ToString(), StringComparison.Ordinal);
        Assert.False(server.HasSentMore);
    }

    [Theory]
    [InlineData("loss before", false)]
    [InlineData("loss after", true)]
    [InlineData("loss amid the answer", true)]
    [InlineData("garbage", true)]
    [InlineData("page 502", false)]
    public async Task A_sending_whose_answer_is_lost_is_in_doubt_and_is_not_repeated(string what, bool wasSent)
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        server.Direct(Alice);
        server.Fail("sendMessage", what switch
        {
            "loss before" => new() { Loss = TelegramLoss.Before },
            "loss after" => new() { Loss = TelegramLoss.After },
            "loss amid the answer" => new() { Loss = TelegramLoss.AmidAnswer },
            "garbage" => new() { IsGarbage = true },
            _ => new() { PageStatus = 502 },
        });

        Assert.Equal(ChatFaultKind.InDoubt, (await FaultOfSendingAsync(bot)).Kind);
        Assert.Equal(wasSent, server.HasSentMore);
        await server.NextCallAsync("sendMessage");
        if (wasSent) await server.NextSentAsync();
        Assert.False(server.HasSentMore);
    }

    [Fact]
    public async Task A_sending_without_an_answer_is_in_doubt_after_a_while()
    {
        var clock = new FakeClock();
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server, time: clock);
        server.Direct(Alice);
        server.Fail("sendMessage", new() { IsFrozen = true });

        var sending = FaultOfSendingAsync(bot);
        await server.NextCallAsync("sendMessage");
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(ChatFaultKind.InDoubt, (await sending).Kind);
    }

    [Fact]
    public async Task A_chat_that_telegram_limits_rests_and_others_go_on()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server, time: new FakeClock());
        server.Direct(Alice);
        var bobs = server.Direct(new(43, "Bob"));
        server.Fail("sendMessage", TelegramFault.TooMany(30));

        var limited = await FaultOfSendingAsync(bot);
        Assert.Equal((ChatFaultKind.RateLimited, TimeSpan.FromSeconds(30)), (limited.Kind, limited.RetryAfter));
        Assert.Equal(ChatFaultKind.RateLimited, (await FaultOfSendingAsync(bot)).Kind);

        var address = await bot.Connection.OpenDirectAsync($"{bobs.Id}", Ending);
        await bot.Connection.SendAsync(address, new("hello"), Ending);
        Assert.Equal(bobs.Id, (await server.NextSentAsync()).Chat);
        Assert.False(server.HasSentMore);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_that_goes_on_under_another_id_is_told_by_its_message_or_by_the_next_sending(bool isTold)
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        var group = server.Group(-55, "Work");
        await server.SaysAsync(group, Alice, $"@{TelegramServer.BotName} go");
        var address = (await bot.Host.NextAsync()).Address;

        await server.MovesAsync(group, -10055, isTold);
        if (!isTold)
        {
            var fault = await Assert.ThrowsAsync<ChatException>(
                () => bot.Connection.SendAsync(address, new("yes"), Ending));
            Assert.Equal(ChatFaultKind.Unavailable, fault.Kind);
        }

        var moved = Assert.IsType<InboundMoved>(await bot.Host.NextAsync());
        Assert.Equal(("-55", null, "-10055"), (moved.Address.Chat, moved.Address.Thread, moved.NewChat));
        // What is repeated with the old id arrives too.
        if (isTold) address = address with { Chat = moved.NewChat };
        await bot.Connection.SendAsync(address, new("yes"), Ending);
        Assert.Equal(-10055, (await server.NextSentAsync()).Chat);
    }

    [Fact]
    public async Task A_bot_that_is_shut_out_hears_of_it_and_cannot_write()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        await server.ShutsOutAsync(server.Direct(Alice), Alice);

        Assert.IsType<InboundClosed>(await bot.Host.NextAsync());
        Assert.Equal(ChatFaultKind.Closed, (await FaultOfSendingAsync(bot)).Kind);
    }

    [Fact]
    public async Task Live_text_is_shown_as_a_draft_and_ends_with_its_first_fault()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        server.Direct(Alice);
        var address = await bot.Connection.OpenDirectAsync("42", Ending);

        await bot.Connection.ShowLiveAsync(address, new("t1", "**It** is"), Ending);
        var first = await server.NextCallAsync("sendMessageDraft");
        server.Fail("sendMessageDraft", TelegramFault.TooMany(null));
        await bot.Connection.ShowLiveAsync(address, new("t1", "**It** is right"), Ending);
        var second = await server.NextCallAsync("sendMessageDraft");
        Assert.Equal("<b>It</b> is", (string?)first["text"]);
        Assert.Equal((long?)first["draft_id"], (long?)second["draft_id"]);

        await bot.Connection.ShowLiveAsync(address, new("t1", "**It** is right."), Ending);
        await bot.Connection.ShowLiveAsync(address, new("t2", "next"), Ending);
        Assert.Equal("next", (string?)(await server.NextCallAsync("sendMessageDraft"))["text"]);
    }

    [Fact]
    public async Task A_file_is_fetched_within_its_limit_and_a_message_is_marked()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        await server.SaysAsync(
            server.Direct(Alice), Alice, "look", new() { FileName = "a.txt", File = "content"u8.ToArray() });
        var message = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());
        var file = Assert.Single(message.Files);

        Assert.Equal("content"u8.ToArray(), await bot.Connection.DownloadAsync(file.Reference, 7, Ending));
        var fault = await Assert.ThrowsAsync<ChatException>(
            () => bot.Connection.DownloadAsync(file.Reference, 6, Ending));
        Assert.Equal(ChatFaultKind.TooLarge, fault.Kind);
        await bot.Connection.MarkQueuedAsync(message.Address, message.MessageId, Ending);
        Assert.Equal("👀", (string?)(await server.NextCallAsync("setMessageReaction"))["reaction"]![0]!["emoji"]);
    }

    private static async Task<ChatException> FaultOfSendingAsync(TelegramBot bot)
    {
        var address = await bot.Connection.OpenDirectAsync("42", Ending);
        return await Assert.ThrowsAsync<ChatException>(() => bot.Connection.SendAsync(address, new("hello"), Ending));
    }
}
