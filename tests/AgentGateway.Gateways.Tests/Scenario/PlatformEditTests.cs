using AgentGateway.Gateways.Tests.Discord;
using AgentGateway.Gateways.Tests.Slack;
using AgentGateway.Gateways.Tests.Telegram;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>A person edits or deletes a message that waits, on servers that speak the platforms' own protocols.</summary>
public sealed class PlatformEditTests
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task On_Telegram_a_message_that_waits_is_answered_as_it_was_edited()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        var chat = server.Direct(PlatformGateway.Alice);
        await server.SaysAsync(chat, PlatformGateway.Alice, "one");
        var second = await server.SaysAsync(chat, PlatformGateway.Alice, "two");
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
        await using var server = await DiscordServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        await server.SaysDirectlyAsync(PlatformGateway.Bob, "one");
        var second = await server.SaysDirectlyAsync(PlatformGateway.Bob, "two");
        await SaidAsync(gateway, "two");

        await server.EditsAsync(server.DirectOf(PlatformGateway.Bob), second, "three");
        await SaidAsync(gateway, "three");
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Content);
        Assert.Equal("re three", (await server.NextSentAsync()).Content);
    }

    [Fact]
    public async Task On_Slack_a_message_that_waits_is_answered_as_it_was_edited()
    {
        await using var server = await SlackServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        var direct = server.Methods.DirectOf(PlatformGateway.Carol);
        var first = await server.SaysAsync(PlatformGateway.Carol, direct, "one");
        var second = await server.SaysAsync(PlatformGateway.Carol, direct, "two", first.Number);
        await SaidAsync(gateway, "two");

        await server.EditsAsync(direct, second.Number, "three &amp; four");
        await SaidAsync(gateway, "three & four");
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Message);
        Assert.Contains("re three", (await server.NextSentAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_Discord_a_message_that_is_deleted_while_it_waits_is_not_answered(bool isOneOfMany)
    {
        await using var server = await DiscordServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        await server.SaysDirectlyAsync(PlatformGateway.Bob, "one");
        var second = await server.SaysDirectlyAsync(PlatformGateway.Bob, "two");
        await SaidAsync(gateway, "two");
        await server.SaysDirectlyAsync(PlatformGateway.Bob, "three");
        await SaidAsync(gateway, "three");

        var direct = server.DirectOf(PlatformGateway.Bob);
        await (isOneOfMany ? server.DeletesAllAsync(direct, "1", second) : server.DeletesAsync(direct, second));
        Assert.Contains("deleted a message", (await server.NextSentAsync()).Content, StringComparison.Ordinal);
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Content);
        Assert.Equal("re three", (await server.NextSentAsync()).Content);
    }

    [Fact]
    public async Task On_Slack_a_message_that_is_deleted_while_it_waits_is_not_answered()
    {
        await using var server = await SlackServer.StartAsync();
        await using var gateway = await StartAsync(PlatformGateway.Of(server));
        var direct = server.Methods.DirectOf(PlatformGateway.Carol);
        var first = await server.SaysAsync(PlatformGateway.Carol, direct, "one");
        var second = await server.SaysAsync(PlatformGateway.Carol, direct, "two", first.Number);
        await SaidAsync(gateway, "two");
        await server.SaysAsync(PlatformGateway.Carol, direct, "three", first.Number);
        await SaidAsync(gateway, "three");

        await server.DeletesAsync(direct, second.Number);
        Assert.Contains("deleted a message", (await server.NextSentAsync()).Message, StringComparison.Ordinal);
        _release.SetResult();

        Assert.Equal("re one", (await server.NextSentAsync()).Message);
        Assert.Equal("re three", (await server.NextSentAsync()).Message);
    }

    /// <summary>A gateway whose agent answers when it is released.</summary>
    private Task<Gateway> StartAsync(object options) => PlatformGateway.StartAsync(options, async (turn, stop) =>
    {
        await _release.Task.WaitAsync(stop);
        return ScriptedDriver.Completed($"re {turn.Triggers[^1].Text}");
    });

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
