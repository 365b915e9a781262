using System.Globalization;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>A first mention while the daemon was off, in a channel that has no conversation.</summary>
public sealed class DiscordMissedTests
{
    private static readonly DiscordPerson Bob = new("7", "Bob");

    private readonly RecordingHost _host = new();

    [Fact]
    public async Task A_mention_after_the_newest_message_that_was_stored_is_found_in_channels_and_threads()
    {
        await using var server = await DiscordServer.StartAsync();
        await server.SaysAsync(Bob, DiscordWorld.General, "<@1000> of before");
        await StoredAsync(server);
        await server.SaysAsync(Bob, DiscordWorld.General, "to others");
        await server.SaysAsync(Bob, DiscordWorld.General, "<@1000> in the channel");
        var thread = await server.OpensThreadAsync(DiscordWorld.Announcements, "News");
        await server.SaysAsync(Bob, thread, "<@1000> in the thread");

        await using var bot = DiscordBot.Start(server, _host, change: Allow);

        var found = new[] { await bot.NextMessageAsync(), await bot.NextMessageAsync() };
        Assert.Equal(
            ["in the channel", "in the thread"], found.Select(message => message.Text).Order(StringComparer.Ordinal));
        Assert.All(found, message => Assert.Equal(Addressing.Mention, message.Addressing));
        await NothingElseAsync(server, bot);
    }

    [Fact]
    public async Task A_bot_that_has_stored_nothing_reads_nothing_back()
    {
        await using var server = await DiscordServer.StartAsync();
        await server.SaysAsync(Bob, DiscordWorld.General, "<@1000> of before");

        await using var bot = DiscordBot.Start(server, _host, change: Allow);

        await NothingElseAsync(server, bot);
    }

    [Fact]
    public async Task Channels_that_are_not_allowed_are_not_read()
    {
        await using var server = await DiscordServer.StartAsync();
        await StoredAsync(server);
        await server.SaysAsync(Bob, DiscordWorld.Announcements, "<@1000> here");

        await using var bot = DiscordBot.Start(server, _host, change: options =>
        {
            Allow(options);
            options.AllowChannels = [DiscordWorld.General];
        });

        await NothingElseAsync(server, bot);
    }

    [Fact]
    public async Task Of_a_channel_the_newest_hundred_messages_are_read_and_the_rest_is_told()
    {
        await using var server = await DiscordServer.StartAsync();
        await StoredAsync(server);
        for (var number = 1; number <= 102; number++)
            await server.SaysAsync(Bob, DiscordWorld.General, $"<@1000> {number}");

        await using var bot = DiscordBot.Start(server, _host, change: Allow);

        for (var number = 3; number <= 102; number++)
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), (await bot.NextMessageAsync()).Text);
        Assert.Contains(_host.Warnings, warning => warning.Contains("newest 100", StringComparison.Ordinal));
        await NothingElseAsync(server, bot);
    }

    /// <summary>A direct message that the bot has stored.</summary>
    private async Task StoredAsync(DiscordServer server)
    {
        var direct = server.DirectOf(Bob);
        _host.Known.Add((DiscordBot.Address(direct), await server.SaysDirectlyAsync(Bob, "stored")));
    }

    /// <summary>The next event is of what is said now, in each channel that could be read.</summary>
    private async Task NothingElseAsync(DiscordServer server, DiscordBot bot)
    {
        await _host.ConnectedAsync();
        foreach (var channel in (string[])[DiscordWorld.General, DiscordWorld.Announcements])
        {
            await server.SaysAsync(Bob, channel, $"<@1000> now in {channel}");
            Assert.Equal($"now in {channel}", (await bot.NextMessageAsync()).Text);
        }
    }

    private static void Allow(Gateways.Discord.DiscordOptions options) => options.AllowGuilds = [DiscordWorld.Guild];
}
