using System.Globalization;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>What comes in by polling, and when Telegram is told that it may forget it.</summary>
public sealed class TelegramPollingTests
{
    private static readonly TelegramPerson Alice = new(42, "Alice");
    private static readonly TelegramPerson Bob = new(43, "Bob");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_received_and_answered_and_the_answer_is_changed()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);

        var said = await server.SaysAsync(server.Direct(Alice), Alice, "Is **this** right?");
        var received = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());

        Assert.Equal(
            ("Is **this** right?", $"{said}", Addressing.Direct, new ChatPerson("42", "Alice")),
            (received.Text, received.MessageId, received.Addressing, received.Author));
        Assert.Equal(new("telegram", $"{TelegramServer.BotId}", "42"), received.Address);

        var id = await bot.Connection.SendAsync(
            received.Address, new("It **is** <right> & `a<b`.") { ReplyTo = received.MessageId }, Ending);
        var sent = await server.NextSentAsync();
        Assert.Equal(("It is <right> & a<b.", id, said), (sent.Text, $"{sent.MessageId}", sent.ReplyTo));

        await bot.Connection.EditAsync(received.Address, id, new("It was."), Ending);
        Assert.Equal("It was.", (await server.NextSentAsync()).Text);
        await bot.Connection.EditAsync(received.Address, id, new("It was."), Ending);
        Assert.False(server.HasSentMore);
    }

    [Fact]
    public async Task The_offset_does_not_pass_an_update_that_is_not_stored_and_other_chats_go_on_meanwhile()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        var released = new TaskCompletionSource();
        bot.Host.Storing = happened => happened.Address.Chat == "42" ? released.Task : Task.CompletedTask;

        await server.SaysAsync(server.Direct(Alice), Alice, "slow");
        var bobs = server.Direct(Bob);
        await server.SaysAsync(bobs, Bob, "first");
        Assert.Equal("first", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        await server.SaysAsync(bobs, Bob, "second");
        Assert.Equal("second", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        Assert.Equal(3, server.Unconfirmed.Count);

        released.SetResult();
        Assert.Equal("slow", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
        Assert.False(bot.Host.HasMore);
    }

    [Fact]
    public async Task An_update_that_was_not_stored_comes_again_with_those_after_it_in_order()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        bot.Host.Storing = _ => throw new OperationCanceledException();
        var chat = server.Direct(Alice);
        await server.SaysAsync(chat, Alice, "one");

        Assert.Equal(ChatFaultKind.Unavailable, (await bot.FaultAsync()).Kind);
        await server.SaysAsync(chat, Alice, "two");
        bot.Host.Storing = _ => Task.CompletedTask;
        await bot.RunAgainAsync();

        Assert.Equal("one", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        Assert.Equal("two", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
    }

    [Fact]
    public async Task Many_conversations_at_once_are_each_received_in_order()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        TelegramPerson[] people = [.. Enumerable.Range(1, 40).Select(id => new TelegramPerson(id, $"P{id}"))];
        for (var number = 0; number < 6; number++)
            foreach (var person in people)
                await server.SaysAsync(server.Direct(person), person, $"{number}");

        var byPerson = new Dictionary<string, List<string>>();
        for (var count = 0; count < 240; count++)
        {
            var message = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());
            (byPerson.TryGetValue(message.Author.Id, out var said) ? said : byPerson[message.Author.Id] = [])
                .Add(message.Text);
        }

        Assert.All(byPerson.Values, said => Assert.Equal(["0", "1", "2", "3", "4", "5"], said));
        Assert.Equal(40, byPerson.Count);
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
    }

    [Fact]
    public async Task A_wrong_token_stops_the_gateway_with_a_sentence_that_does_not_contain_it()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = TelegramBot.Starting(server, new() { Token = "123:wrong" });

        var fault = await bot.FaultAsync();

        Assert.Equal(ChatFaultKind.BadToken, fault.Kind);
        Assert.DoesNotContain("wrong", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("@BotFather", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_revoked_while_the_bot_polls_stops_the_gateway()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);

        server.AcceptedToken = "revoked";
        await server.SaysAsync(server.Direct(Alice), Alice, "hello");

        Assert.Equal(ChatFaultKind.BadToken, (await bot.FaultAsync()).Kind);
    }

    [Fact]
    public async Task Of_two_receivers_with_one_token_the_one_whose_poll_was_ended_says_so()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var first = TelegramBot.Starting(server);
        await using var second = TelegramBot.Starting(server);

        var ended = await Task.WhenAny(first.Running, second.Running).WaitAsync(Limits.Signal, Ending);

        var fault = await Assert.ThrowsAsync<ChatException>(() => ended);
        Assert.Equal(ChatFaultKind.OtherReceiver, fault.Kind);
    }

    [Theory]
    [InlineData("Before")]
    [InlineData("After")]
    [InlineData("AmidAnswer")]
    public async Task A_poll_whose_connection_is_lost_loses_and_doubles_nothing(string loss)
    {
        await using var server = await TelegramServer.StartAsync();
        await server.SaysAsync(server.Direct(Alice), Alice, "hello");
        server.Fail("getUpdates", new() { Loss = Enum.Parse<TelegramLoss>(loss) });
        await using var bot = TelegramBot.Starting(server);

        Assert.Equal(ChatFaultKind.Unavailable, (await bot.FaultAsync()).Kind);
        await bot.RunAgainAsync();

        Assert.Equal("hello", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
        Assert.False(bot.Host.HasMore);
    }

    [Fact]
    public async Task Garbage_pages_and_errors_instead_of_updates_are_asked_again()
    {
        await using var server = await TelegramServer.StartAsync();
        await server.SaysAsync(server.Direct(Alice), Alice, "hello");
        TelegramFault[] faults =
        [
            new() { IsGarbage = true }, new() { PageStatus = 502 }, TelegramFault.Error(500, "Internal Server Error"),
            TelegramFault.TooMany(3),
        ];
        foreach (var fault in faults) server.Fail("getUpdates", fault);
        await using var bot = TelegramBot.Starting(server);
        foreach (var _ in faults)
        {
            var fault = await bot.FaultAsync();
            Assert.Contains(fault.Kind, (ChatFaultKind[])[ChatFaultKind.Unavailable, ChatFaultKind.RateLimited]);
            await bot.RunAgainAsync();
        }

        Assert.Equal("hello", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
    }

    [Fact]
    public async Task An_album_is_one_message_with_all_files_though_only_one_of_its_messages_has_the_text()
    {
        await using var server = await TelegramServer.StartAsync();
        var group = server.Group(-1001, "Work");
        await server.SaysAsync(group, Alice, $"@{TelegramServer.BotName} which?", Part("a.txt", "1"));
        await server.SaysAsync(group, Alice, "", Part("b.txt", "1"));
        await server.SaysAsync(group, Bob, "", Part("c.txt", "2"));
        await using var bot = await TelegramBot.ConnectedAsync(server);

        var album = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());
        Assert.Equal(("which?", Addressing.Mention), (album.Text, album.Addressing));
        Assert.Equal(["a.txt", "b.txt"], album.Files.Select(file => file.Name));
        var other = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());
        Assert.Equal(long.Parse(album.EventId, CultureInfo.InvariantCulture) + 1, long.Parse(
            other.EventId, CultureInfo.InvariantCulture));
        Assert.Equal(("43", "c.txt"), (other.Author.Id, Assert.Single(other.Files).Name));
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
        Assert.False(bot.Host.HasMore);

        static TelegramExtras Part(string name, string album) => new()
        {
            FileName = name, File = "content"u8.ToArray(), Fields = $$"""{"media_group_id": "{{album}}"}""",
        };
    }

    [Fact]
    public async Task A_part_of_an_album_that_comes_while_the_first_is_being_stored_is_a_message_of_its_own()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server);
        var (begun, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        bot.Host.Storing = _ =>
        {
            begun.TrySetResult();
            return released.Task;
        };
        var part = new TelegramExtras
        {
            FileName = "a.txt", File = "content"u8.ToArray(), Fields = """{"media_group_id": "1"}""",
        };
        var chat = server.Direct(Alice);
        await server.SaysAsync(chat, Alice, "first", part);
        await begun.Task.WaitAsync(Limits.Signal, Ending);
        await server.SaysAsync(chat, Alice, "second", part);
        released.SetResult();

        Assert.Equal("first", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        Assert.Equal("second", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
    }

    [Fact]
    public async Task The_menu_is_set_once_and_again_only_where_it_is_another()
    {
        await using var server = await TelegramServer.StartAsync();
        await using (var bot = await TelegramBot.ConnectedAsync(server))
        {
            var menu = await server.NextCallAsync("setMyCommands");
            Assert.Equal("help", (string?)menu["commands"]![0]!["command"]);
            Assert.Equal("ID: Approves a call that waits.", (string?)menu["commands"]![1]!["description"]);
            await Eventually.TrueAsync(() => server.MenuLength == 2);
        }

        await server.NextCallAsync("getMyCommands");
        await using (var same = await TelegramBot.ConnectedAsync(server)) await server.NextCallAsync("getMyCommands");
        var host = new RecordingHost();
        host.Words.Add(new("stop", "Stops the turn.", null));
        await using var changed = TelegramBot.Starting(server, host: host);
        var other = await server.NextCallAsync("setMyCommands");
        Assert.Equal("stop", (string?)other["commands"]![2]!["command"]);
    }
}
