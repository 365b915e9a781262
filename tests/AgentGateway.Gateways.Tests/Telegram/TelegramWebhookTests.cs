using System.Text;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Telegram;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>Updates that Telegram brings.</summary>
public sealed class TelegramWebhookTests
{
    private const string Update = """
        {"update_id": 5, "message": {"message_id": 1, "text": "hello", "from": {"id": 42, "first_name": "Alice"},
        "chat": {"id": 42, "type": "private"}}}
        """;

    private static readonly TelegramPerson Alice = new(42, "Alice");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Updates_are_brought_until_they_are_stored()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var listener = await WebhookListener.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server, Options(listener.Url));
        listener.Webhook = Assert.IsType<IChatWebhook>(bot.Connection, exactMatch: false);
        var tries = 0;
        bot.Host.Storing = _ => ++tries == 1 ? throw new OperationCanceledException() : Task.CompletedTask;

        await server.SaysAsync(server.Direct(Alice), Alice, "hello");

        Assert.Equal("hello", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        await Eventually.TrueAsync(() => server.Unconfirmed.Count == 0);
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Only_the_secret_opens_and_every_refusal_is_empty()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server, Options("http://127.0.0.1:9/x"));
        var webhook = (IChatWebhook)bot.Connection;

        Assert.Equal(new(401), await CallAsync(webhook, null, Update));
        Assert.Equal(new(401), await CallAsync(webhook, "", Update));
        Assert.Equal(new(401), await CallAsync(webhook, "secreT-1", Update));
        Assert.False(bot.Host.HasMore);
        Assert.Equal(new(200), await CallAsync(webhook, "secret-1", "{ no update"));
        Assert.Equal(new(200), await CallAsync(webhook, "secret-1", Update));
        Assert.Equal("5", (await bot.Host.NextAsync()).EventId);
        Assert.Contains(bot.Host.Warnings, text => text.Contains("no update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Before_the_connection_is_up_and_after_it_an_update_is_left_to_telegram()
    {
        await using var server = await TelegramServer.StartAsync();
        server.Fail("getMe", TelegramFault.Error(500, "Internal Server Error"));
        await using var bot = TelegramBot.Starting(server, Options("http://127.0.0.1:9/x"));
        await bot.FaultAsync();

        Assert.Equal(new(503), await CallAsync((IChatWebhook)bot.Connection, "secret-1", Update));
        Assert.False(bot.Host.HasMore);
    }

    [Fact]
    public async Task Polling_after_a_webhook_removes_it_and_gets_what_is_pending()
    {
        await using var server = await TelegramServer.StartAsync();
        await using (await TelegramBot.ConnectedAsync(server, Options("http://127.0.0.1:9/x")))
            await server.SaysAsync(server.Direct(Alice), Alice, "hello");

        await using var bot = await TelegramBot.ConnectedAsync(server);

        Assert.Equal("hello", Assert.IsType<InboundMessage>(await bot.Host.NextAsync()).Text);
        Assert.False((bool?)(await server.NextCallAsync("deleteWebhook"))["drop_pending_updates"]);
        Assert.Equal(new(404), await CallAsync((IChatWebhook)bot.Connection, "secret-1", Update));
    }

    [Fact]
    public async Task An_album_whose_messages_are_brought_at_once_is_one_message()
    {
        var clock = new FakeClock();
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server, Options("http://127.0.0.1:9/x"), clock);
        var webhook = (IChatWebhook)bot.Connection;

        var second = CallAsync(webhook, "secret-1", Part(7, "b.txt", ""));
        var first = CallAsync(webhook, "secret-1", Part(6, "a.txt", "which?"));
        for (var pause = 0; pause < 2; pause++)
        {
            await clock.ArmedAsync(TimeSpan.FromMilliseconds(500));
            clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        var album = Assert.IsType<InboundMessage>(await bot.Host.NextAsync());
        Assert.Equal(("7", "which?"), (album.EventId, album.Text));
        Assert.Equal(["a.txt", "b.txt"], album.Files.Select(file => file.Name));
        Assert.Equal([new(200), new(200)], await Task.WhenAll(first, second));
        Assert.Equal(new(200), await CallAsync(webhook, "secret-1", Part(6, "a.txt", "which?")));
        Assert.False(bot.Host.HasMore);

        static string Part(int number, string name, string caption) => $$$"""
            {"update_id": {{{number}}}, "message": {"message_id": {{{number}}}, "caption": "{{{caption}}}",
            "media_group_id": "g", "document": {"file_id": "f{{{number}}}", "file_name": "{{{name}}}" },
            "from": {"id": 42, "first_name": "Alice"}, "chat": {"id": 42, "type": "private"} } }
            """;
    }

    [Fact]
    public async Task A_webhook_that_another_program_took_away_is_told()
    {
        var clock = new FakeClock();
        await using var server = await TelegramServer.StartAsync();
        await using var bot = await TelegramBot.ConnectedAsync(server, Options("http://127.0.0.1:9/x"), clock);
        await using var other = await TelegramBot.ConnectedAsync(server);

        await clock.ArmedAsync(TimeSpan.FromMinutes(5));
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ChatFaultKind.OtherReceiver, (await bot.FaultAsync()).Kind);
    }

    private static TelegramOptions Options(string url) =>
        new() { Mode = "webhook", WebhookUrl = url, WebhookSecret = "secret-1" };

    private static Task<WebhookAnswer> CallAsync(IChatWebhook webhook, string? secret, string update) =>
        webhook.HandleAsync(
            new(
                name => name == "X-Telegram-Bot-Api-Secret-Token" ? secret : null,
                Encoding.UTF8.GetBytes(update)),
            Ending);
}
