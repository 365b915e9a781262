using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Gateways.Discord;
using AgentGateway.Gateways.Slack;
using AgentGateway.Gateways.Supervision;
using AgentGateway.Gateways.Telegram;
using AgentGateway.Gateways.Tests.Core;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;
using AgentGateway.Runtime;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>A whole gateway on servers that speak the platforms' own protocols.</summary>
public sealed partial class PlatformScenarioTests
{
    private static readonly TelegramPerson Alice = new(42, "Alice");
    private static readonly DiscordPerson Bob = new("7", "Bob");

    [Fact]
    public async Task On_Telegram_a_message_is_answered_and_an_approval_is_given_by_button()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var gateway = await StartAsync(new TelegramOptions
        {
            Token = TelegramServer.Token, ApiRoot = server.Root, Approvers = [$"{Alice.Id}"],
        });
        var chat = server.Direct(Alice);
        await server.SaysAsync(chat, Alice, "hello");
        Assert.Equal("svarog heard: hello", (await server.NextSentAsync()).Text);

        await server.SaysAsync(chat, Alice, "go");
        var card = await NextAsync(server.NextSentAsync, sent => sent.Buttons.Count > 0);
        await server.PressesAsync(Alice, card, card.Buttons[0].First(button => button.Label == "Approve").Data);

        var (isApproved, isDone) = (false, false);
        while (!isApproved || !isDone)
        {
            var sent = await server.NextSentAsync();
            isDone |= sent.Text == "done";
            isApproved |= sent.Text.Contains("Approved by Alice at ", StringComparison.Ordinal)
                && sent.MessageId == card.MessageId && sent.Buttons.Count == 0;
        }
    }

    [Fact]
    public async Task On_a_strangers_emulator_of_Telegram_a_message_is_answered_and_an_approval_is_given_by_button()
    {
        await using var server = await StrangersTelegram.StartAsync();
        await using var gateway = await StartAsync(new TelegramOptions
        {
            Token = StrangersTelegram.Token, ApiRoot = server.Root, Approvers = [StrangersTelegram.Person],
        });
        await server.SaysAsync("hello");
        Assert.Equal("svarog heard: hello", TextOf(await server.NextAsync()));

        await server.SaysAsync("go");
        var card = await NextAsync(
            server.NextAsync, sent => sent.GetProperty("message").TryGetProperty("reply_markup", out _));
        var button = card.GetProperty("message").GetProperty("reply_markup").GetProperty("inline_keyboard")
            .EnumerateArray().SelectMany(row => row.EnumerateArray())
            .First(one => one.GetProperty("text").GetString() == "Approve");
        await server.PressesAsync(card, button.GetProperty("callback_data").GetString()!);

        await NextAsync(server.NextAsync, sent => TextOf(sent) == "done");

        static string? TextOf(JsonElement sent) =>
            sent.GetProperty("message").TryGetProperty("text", out var text) ? text.GetString() : null;
    }

    [Fact]
    public async Task On_Discord_a_message_is_answered_and_an_approval_is_given_by_button()
    {
        await using var server = await DiscordServer.StartAsync();
        await using var gateway = await StartAsync(new DiscordOptions
        {
            Token = DiscordServer.Token, ApiBase = server.ApiBase, Approvers = [Bob.Id],
        });
        await ChatGateway.ConnectedAsync(gateway, "discord");
        await server.SaysDirectlyAsync(Bob, "hello");
        Assert.Equal("svarog heard: hello", (await server.NextSentAsync()).Content);

        await server.SaysDirectlyAsync(Bob, "go");
        var card = await NextAsync(server.NextSentAsync, sent => sent.Buttons.Count > 0);
        await server.PressesAsync(
            Bob, card.Channel, card.Id, card.Buttons.First(button => button.Label == "Approve").Data);

        var edited = await NextAsync(server.Api.Edited.NextAsync, message => message.Id == card.Id);
        Assert.Contains("Approved by Bob at ", edited.Content, StringComparison.Ordinal);
        await NextAsync(server.NextSentAsync, sent => sent.Content == "done");
    }

    [Fact]
    public async Task On_Slack_a_message_is_answered_in_its_thread_and_an_approval_is_given_by_button()
    {
        await using var server = await SlackServer.StartAsync();
        await using var gateway = await StartAsync(SlackOf(server, "U1"));
        await ChatGateway.ConnectedAsync(gateway, "slack");
        var direct = server.Methods.DirectOf("U1");
        await server.SaysAsync("U1", direct, "hello");
        var answer = await server.NextSentAsync();
        Assert.Equal("svarog heard: hello", answer.Message);

        await server.SaysAsync("U1", direct, "go", answer.Thread);
        var card = await NextAsync(server.NextSentAsync, IsCard);
        Assert.Equal(answer.Thread, card.Thread);
        await server.PressesAsync("U1", card, "Approve");

        await NextAsync(
            server.NextEditAsync,
            edited => (edited.Message + edited.Sections).Contains("Approved by ", StringComparison.Ordinal));
        await NextAsync(server.NextSentAsync, sent => sent.Message == "done");
    }

    [Fact]
    public async Task On_a_strangers_emulator_of_Slack_a_message_is_answered_in_its_thread_and_an_approval_is_given()
    {
        await using var listener = await WebhookListener.StartAsync();
        await using var server = await StrangersSlack.StartAsync(listener.UrlOf("slack"));
        await using var gateway = await StartAsync(new SlackOptions
        {
            BotToken = StrangersSlack.BotToken,
            SigningSecret = StrangersSlack.SigningSecret,
            Mode = "http",
            ApiBase = server.ApiBase,
            Approvers = [server.Person],
        });
        await ChatGateway.ConnectedAsync(gateway, "slack");
        listener.Webhook = gateway.Runtime.Get<ChatWebhooks>().Find("/gateways/slack");
        await server.SaysAsync("hello");
        var answer = await server.NextAsync();
        Assert.Equal("svarog heard: hello", answer.GetProperty("text").GetString());
        var thread = answer.GetProperty("thread_ts").GetString();

        await server.SaysAsync("go", thread);
        var card = await NextAsync(server.NextAsync, sent => Approval().IsMatch(sent.ToString()));
        await server.SaysAsync($"/approve {Approval().Match(card.ToString()).Value}", thread);

        var (isApproved, isDone) = (false, false);
        while (!isApproved || !isDone)
        {
            var sent = await server.NextAsync();
            isDone |= sent.TryGetProperty("text", out var text) && text.GetString() == "done";
            isApproved |= sent.TryGetProperty("subtype", out var kind) && kind.GetString() == "message_changed"
                && sent.ToString().Contains("Approved by alice at ", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_thread_that_began_at_the_desk_goes_on_in_Slack_and_is_approved_on_Telegram()
    {
        await using var telegram = await TelegramServer.StartAsync();
        await using var slack = await SlackServer.StartAsync();
        telegram.Direct(Alice);
        await using var gateway = await StartAsync(
            new TelegramOptions
            {
                Token = TelegramServer.Token, ApiRoot = telegram.Root, Approvers = [$"{Alice.Id}:R3"],
            },
            SlackOf(slack));
        await ChatGateway.ConnectedAsync(gateway, "slack");
        var begun = await gateway.AskAsync("from the desk");
        var direct = slack.Methods.DirectOf("U1");
        await slack.SaysAsync("U1", direct, $"/switch {begun.ThreadId}");
        var switched = await slack.NextSentAsync();
        Assert.Contains("goes on here now", switched.Message, StringComparison.Ordinal);

        await slack.SaysAsync("U1", direct, "go", switched.Thread);
        await NextAsync(slack.NextSentAsync, IsCard);
        var onPhone = await telegram.NextSentAsync();
        await telegram.PressesAsync(
            Alice, onPhone, onPhone.Buttons[0].First(button => button.Label == "Approve").Data);

        await NextAsync(
            slack.NextEditAsync,
            edited => (edited.Message + edited.Sections).Contains("Approved by Alice at ", StringComparison.Ordinal));
        await NextAsync(slack.NextSentAsync, sent => sent.Message == "done");
    }

    /// <summary>The next of which that holds. Beside it a platform may be shown how the turn goes on.</summary>
    private static async Task<T> NextAsync<T>(Func<Task<T>> next, Func<T, bool> holds)
    {
        while (true)
            if (await next() is var sent && holds(sent))
                return sent;
    }

    [GeneratedRegex("apr_[0-9a-z]+", RegexOptions.IgnoreCase)]
    private static partial Regex Approval();

    private static bool IsCard(SlackCall sent) => (sent.Message + sent.Sections).Contains("apr_", StringComparison.Ordinal);

    private static SlackOptions SlackOf(SlackServer server, params string[] approvers) => new()
    {
        BotToken = SlackServer.BotToken,
        AppToken = SlackServer.AppToken,
        ApiBase = server.ApiBase,
        AllowUsers = ["U1"],
        Approvers = [.. approvers],
    };

    /// <summary>A gateway with these platforms, whose agent svarog makes a call that needs an approval when told to go.</summary>
    private static Task<Gateway> StartAsync(params object[] options) => ChatGateway.StartAsync(
        new CountedTool(),
        new() { Settings = RuntimeOptions.SettingsOf(options) },
        new TelegramModule(),
        new DiscordModule(),
        new SlackModule());
}
