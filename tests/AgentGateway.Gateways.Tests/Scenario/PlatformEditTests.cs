using AgentGateway.Gateways.Discord;
using AgentGateway.Gateways.Slack;
using AgentGateway.Gateways.Telegram;
using AgentGateway.Gateways.Tests.Core;
using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;
using AgentGateway.Runtime;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>A person edits a message that waits, on servers that speak the platforms' own protocols.</summary>
public sealed class PlatformEditTests
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task On_Telegram_a_message_that_waits_is_answered_as_it_was_edited()
    {
        var alice = new TelegramPerson(42, "Alice");
        await using var server = await TelegramServer.StartAsync();
        await using var gateway = await StartAsync(new TelegramOptions
        {
            Token = TelegramServer.Token, ApiRoot = server.Root, Allow = [$"{alice.Id}"],
        });
        var chat = server.Direct(alice);
        await server.SaysAsync(chat, alice, "one");
        var second = await server.SaysAsync(chat, alice, "two");
        await SaidAsync(gateway, "two");

        await server.EditsAsync(chat, second, "three");
        await SaidAsync(gateway, "three");
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Text);
        Assert.Equal("re three", (await server.NextSentAsync()).Text);
    }

    [Fact]
    public async Task On_Discord_a_message_that_waits_is_answered_as_it_was_edited()
    {
        var bob = new DiscordPerson("7", "Bob");
        await using var server = await DiscordServer.StartAsync();
        await using var gateway = await StartAsync(new DiscordOptions
        {
            Token = DiscordServer.Token, ApiBase = server.ApiBase, AllowUsers = [bob.Id],
        });
        await ChatGateway.ConnectedAsync(gateway, "discord");
        await server.SaysDirectlyAsync(bob, "one");
        var second = await server.SaysDirectlyAsync(bob, "two");
        await SaidAsync(gateway, "two");

        await server.EditsAsync(server.DirectOf(bob), second, "three");
        await SaidAsync(gateway, "three");
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Content);
        Assert.Equal("re three", (await server.NextSentAsync()).Content);
    }

    [Fact]
    public async Task On_Slack_a_message_that_waits_is_answered_as_it_was_edited()
    {
        await using var server = await SlackServer.StartAsync();
        await using var gateway = await StartAsync(new SlackOptions
        {
            BotToken = SlackServer.BotToken,
            AppToken = SlackServer.AppToken,
            ApiBase = server.ApiBase,
            AllowUsers = ["U1"],
        });
        await ChatGateway.ConnectedAsync(gateway, "slack");
        var direct = server.Methods.DirectOf("U1");
        var first = await server.SaysAsync("U1", direct, "one");
        var second = await server.SaysAsync("U1", direct, "two", first.Number);
        await SaidAsync(gateway, "two");

        await server.EditsAsync(direct, second.Number, "three &amp; four");
        await SaidAsync(gateway, "three & four");
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Message);
        Assert.Contains("re three", (await server.NextSentAsync()).Message, StringComparison.Ordinal);
    }

    /// <summary>A gateway with these platforms, whose agent answers when it is released.</summary>
    private async Task<Gateway> StartAsync(params object[] options)
    {
        var gateway = await ChatGateway.StartAsync(
            new CountedTool(),
            new() { Settings = RuntimeOptions.SettingsOf(options) },
            new TelegramModule(),
            new DiscordModule(),
            new SlackModule());
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            await _release.Task.WaitAsync(stop);
            return ScriptedDriver.Completed($"re {turn.Triggers[^1].Text}");
        });
        return gateway;
    }

    /// <summary>Waits until the thread has a message with that text.</summary>
    private static Task SaidAsync(Gateway gateway, string text) => Eventually.TrueAsync(
        async () =>
        {
            var threads = (await gateway.Runtime.Threads.ListAsync(new(), Gateway.Stop)).Value.Threads;
            return threads.Count > 0
                && (await gateway.ReadAsync(threads[0].Id)).Messages.Any(message => message.Text == text);
        },
        $"the thread has the message {text}");
}
