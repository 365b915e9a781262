namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>The server of these tests, used by a library that was not written for it.</summary>
public sealed class TelegramServerTests
{
    private static readonly TelegramPerson Alice = new(42, "Alice");

    [Fact]
    public async Task An_unmodified_client_library_works_with_the_server()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await GrammyBot.StartAsync(server);
        var chat = server.Direct(Alice);

        await server.SaysAsync(chat, Alice, "/start ABCD");
        var card = await server.NextSentAsync();
        Assert.Equal("Hello ABCD", card.Text);
        await server.PressesAsync(Alice, card, card.DataOf("Approve"));
        var approved = await server.NextSentAsync();
        Assert.Equal(("Approved by Alice", card.MessageId), (approved.Text, approved.MessageId));
        Assert.Empty(approved.Buttons);
        Assert.Equal("k1", (string?)(await server.NextCallAsync("answerCallbackQuery"))["text"]);

        var said = await server.SaysAsync(chat, Alice, "hello");
        var answer = await server.NextSentAsync();
        Assert.Equal(("hello", said), (answer.Text, answer.ReplyTo));
        await server.EditsAsync(chat, said, "hullo");
        Assert.Equal("edited: hullo", (await server.NextSentAsync()).Text);

        await server.SaysAsync(chat, Alice, "see", new() { FileName = "a.txt", File = "content"u8.ToArray() });
        var file = await server.NextSentAsync();
        Assert.Equal(("see", "back.txt"), (file.Text, file.FileName));
        Assert.Equal("content"u8.ToArray(), file.File);

        var forum = server.Group(-1009, "Forum", isForum: true);
        var topic = server.Topic(forum, Alice);
        await server.SaysAsync(forum, Alice, "in a topic", new() { Topic = topic });
        Assert.Equal(topic, (await server.NextSentAsync()).Topic);
        server.Fail("sendMessage", TelegramFault.TooMany(7));
        await server.SaysAsync(chat, Alice, "too much");
        Assert.Contains("(429: Too Many Requests", await bot.NextLineAsync(), StringComparison.Ordinal);
        await server.ShutsOutAsync(chat, Alice);
        Assert.Equal("member kicked", await bot.NextLineAsync());
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
    }
}
