using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Slack;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>What the settings mean, and what a person is led through.</summary>
public sealed class SlackPlatformTests
{
    [Fact]
    public void The_gateway_is_on_as_soon_as_there_is_a_token()
    {
        var options = new SlackOptions();
        Assert.False(Read(options).IsEnabled);
        options.BotToken = "xoxb-1";
        Assert.True(Read(options).IsEnabled);
        options.Enabled = false;
        Assert.False(Read(options).IsEnabled);
    }

    [Theory]
    [InlineData("socket", null, "xapp-1", null, "BotToken is not set")]
    [InlineData("socket", "xoxb-1", null, "s", "AppToken is not set")]
    [InlineData("http", "xoxb-1", "xapp-1", null, "SigningSecret is not set")]
    [InlineData("webhook", "xoxb-1", "xapp-1", null, "neither socket nor http")]
    [InlineData("socket", "xapp-1", "xoxb-1", null, "begins with xapp-")]
    [InlineData("socket", "xoxb-1", "xoxb-2", null, "begins with xoxb-")]
    [InlineData("socket", "xoxb-1\nx: y", "xapp-1", null, "characters that no token has")]
    [InlineData("socket", " xoxb-1 ", "xapp-1\n", null, null)]
    [InlineData("http", "xoxb-1", null, "s", null)]
    public void What_is_missing_is_said_without_the_tokens(
        string mode, string? bot, string? app, string? secret, string? missing)
    {
        var settings = Read(new() { Mode = mode, BotToken = bot, AppToken = app, SigningSecret = secret });

        if (missing is null) Assert.Null(settings.Missing);
        else Assert.Contains(missing, settings.Missing, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb-1", settings.Missing ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_none_is_said_so()
    {
        var settings = Read(new() { BotToken = "xoxb-1", AppToken = "xapp-1", ApiBase = "slack.com/api" });

        Assert.Contains("ApiBase", settings.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_tells_connections_apart_and_holds_no_token()
    {
        var options = new SlackOptions { BotToken = "xoxb-1", AppToken = "xapp-1" };
        var before = Read(options).ConnectionDigest;
        options.AllowUsers = ["U1"];
        Assert.Equal(before, Read(options).ConnectionDigest);
        options.AppToken = "xapp-2";
        Assert.NotEqual(before, Read(options).ConnectionDigest);
        Assert.DoesNotContain("xoxb", before, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_allowed_channels_are_allowed()
    {
        Assert.False(Read(new()).AllowsGroup(new(false, "C1")));
        Assert.True(Read(new() { AllowChannels = ["C1"] }).AllowsGroup(new(false, "C1")));
        Assert.False(Read(new() { AllowChannels = ["C1"] }).AllowsGroup(new(false, "C2")));
    }

    [Fact]
    public void The_setup_shows_a_manifest_with_every_scope_that_is_probed()
    {
        var setup = Platform(new()).Setup;

        Assert.Contains(setup.Steps, step => SlackManifest.Scopes.All(
            scope => step.Contains("      - " + scope + "\n", StringComparison.Ordinal)));
        Assert.Equal(
            ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"],
            setup.Tokens.Select(token => token.Variable));
        Assert.Equal([false, false, true], setup.Tokens.Select(token => token.IsOptional));
    }

    private static ChatSettings Read(SlackOptions options) => Platform(options).Read(static (setting, _) => setting);

    private static SlackPlatform Platform(SlackOptions options) => new(options, new FakeClock());
}
