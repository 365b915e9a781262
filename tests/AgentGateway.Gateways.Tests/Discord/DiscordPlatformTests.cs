using AgentGateway.Gateways.Discord;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Tests.Discord;

public sealed class DiscordPlatformTests
{
    private static readonly ChatLocation Place = new(false, "7", "5");

    [Fact]
    public void Guild_and_channel_must_both_be_allowed()
    {
        Assert.False(Read(new()).AllowsGroup(Place));
        Assert.False(Read(new() { AllowChannels = ["7"] }).AllowsGroup(Place));
        Assert.True(Read(new() { AllowGuilds = ["5"] }).AllowsGroup(Place));
        Assert.True(Read(new() { AllowGuilds = ["5"], AllowChannels = ["7"] }).AllowsGroup(Place));
        Assert.False(Read(new() { AllowGuilds = ["5"], AllowChannels = ["8"] }).AllowsGroup(Place));
        Assert.False(Read(new() { AllowGuilds = ["6"], AllowChannels = ["7"] }).AllowsGroup(Place));
    }

    [Fact]
    public void It_is_enabled_as_soon_as_there_is_a_token_and_says_when_there_is_none()
    {
        Assert.True(Read(new() { Token = "t" }).IsEnabled);
        Assert.False(Read(new() { Token = "t", Enabled = false }).IsEnabled);
        Assert.False(Read(new()).IsEnabled);
        Assert.Contains("DISCORD_BOT_TOKEN", Read(new()).Missing, StringComparison.Ordinal);
        Assert.Contains("ApiBase", Read(new() { Token = "t", ApiBase = "ftp://a" }).Missing, StringComparison.Ordinal);
        Assert.Null(Read(new() { Token = "t", ApiBase = "" }).Missing);
    }

    [Fact]
    public void Another_token_is_another_connection_and_another_list_is_not()
    {
        var first = Read(new() { Token = "first", AllowUsers = ["1"] });

        Assert.Equal(first.ConnectionDigest, Read(new() { Token = "first", AllowUsers = ["2"] }).ConnectionDigest);
        Assert.NotEqual(first.ConnectionDigest, Read(new() { Token = "second" }).ConnectionDigest);
        Assert.DoesNotContain("first", first.ConnectionDigest, StringComparison.Ordinal);
    }

    [Fact]
    public void The_setup_ends_with_a_link_that_asks_for_what_the_bot_needs()
    {
        var setup = new DiscordPlatform(new(), TimeProvider.System).Setup;

        Assert.Contains(
            setup.Steps,
            step => step.Contains(
                "client_id=APPLICATION_ID&scope=bot%20applications.commands&permissions=309237746752",
                StringComparison.Ordinal));
        Assert.Equal("DISCORD_BOT_TOKEN", Assert.Single(setup.Tokens).Variable);
        Assert.Equal("https://discord.com/users/9", setup.DirectLink(new("9", "agw"), "CODE"));
    }

    [Fact]
    public async Task A_probe_says_what_to_click()
    {
        await using var server = await DiscordServer.StartAsync();
        server.Api.ApplicationFlags = 0;
        var platform = DiscordBot.Platform(server, options =>
        {
            options.ApplicationId = "77";
            options.AllowGuilds = [DiscordWorld.Guild, "2001"];
        });
        await using var connection = platform.Connect((set, _) => set, new RecordingHost());

        var probes = await connection.ProbeAsync(Limits.Soon());

        Assert.Equal(["agw", "text", "ApplicationId", "2001"], probes.Select(probe => probe.Message switch
        {
            var message when message.Contains("as agw", StringComparison.Ordinal) => "agw",
            var message when message.Contains("text of messages", StringComparison.Ordinal) => "text",
            var message when message.Contains("ApplicationId", StringComparison.Ordinal) => "ApplicationId",
            var message when message.Contains("2001", StringComparison.Ordinal) => "2001",
            var message => message,
        }));
        Assert.All(probes.Skip(1), probe => Assert.NotNull(probe.Hint));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("two\nlines")]
    public async Task A_probe_with_a_wrong_token_says_where_to_get_another(string token)
    {
        await using var server = await DiscordServer.StartAsync();
        var platform = DiscordBot.Platform(server, options => options.Token = token);
        await using var connection = platform.Connect((set, _) => set, new RecordingHost());

        var probe = Assert.Single(await connection.ProbeAsync(Limits.Soon()));

        Assert.Contains("Reset Token", probe.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(token, probe.Message + probe.Hint, StringComparison.Ordinal);
    }

    private static ChatSettings Read(DiscordOptions options) =>
        new DiscordPlatform(options, TimeProvider.System).Read((set, _) => set);
}
