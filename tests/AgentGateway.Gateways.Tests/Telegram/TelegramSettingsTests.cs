using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Telegram;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>What the settings of a bot mean, and what is found wrong with it.</summary>
public sealed class TelegramSettingsTests
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public void A_token_enables_the_gateway_and_only_listed_groups_are_allowed()
    {
        var none = Read(new());
        Assert.False(none.IsEnabled);
        Assert.Contains("TELEGRAM_BOT_TOKEN", none.Missing, StringComparison.Ordinal);
        var some = Read(new() { Token = "1:a", Allow = ["42"], AllowChats = ["-1"], Approvers = ["42:R1"] });
        Assert.Equal((true, null), (some.IsEnabled, some.Missing));
        Assert.Equal(["42"], some.People);
        Assert.Equal(["42:R1"], some.Approvers);
        Assert.True(some.AllowsGroup(new(false, "-1")));
        Assert.False(some.AllowsGroup(new(false, "-2")));
        Assert.False(Read(new() { Token = "1:a", Enabled = false }).IsEnabled);
    }

    [Fact]
    public void The_digest_changes_with_the_connection_alone_and_tells_no_secret()
    {
        var digest = Read(new() { Token = "1:a" }).ConnectionDigest;
        Assert.Equal(digest, Read(new() { Token = "1:a", Allow = ["42"], AllowChats = ["-1"] }).ConnectionDigest);
        TelegramOptions[] others =
        [
            new() { Token = "1:b" }, new() { Token = "1:a", ApiRoot = "http://127.0.0.1:9501" },
            new() { Token = "1:a", Mode = "webhook", WebhookUrl = "https://a.b/gateways/telegram" },
        ];
        Assert.All(others, other => Assert.NotEqual(digest, Read(other).ConnectionDigest));
        Assert.DoesNotContain("1:a", digest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1:a/../x", null, null, null, "Token")]
    [InlineData("1:a", "ftp://x", null, null, "ApiRoot")]
    [InlineData("1:a", null, "push", null, "Mode")]
    [InlineData("1:a", null, "webhook", null, "WebhookUrl")]
    [InlineData("1:a", null, null, "not allowed", "WebhookSecret")]
    public void A_wrong_setting_is_named(string token, string? root, string? mode, string? secret, string setting)
    {
        var missing = Read(new() { Token = token, ApiRoot = root, Mode = mode, WebhookSecret = secret }).Missing;
        Assert.Contains($"Gateways:Telegram:{setting}", missing, StringComparison.Ordinal);
        Assert.DoesNotContain(token, missing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_opens_the_direct_chat_and_carries_the_code()
    {
        var setup = new TelegramPlatform(new(), TimeProvider.System).Setup;
        Assert.Equal("https://t.me/agw_bot?start=ABCD2345", setup.DirectLink(new("7", "agw_bot"), "ABCD2345"));
        Assert.Equal("https://t.me/agw_bot", setup.DirectLink(new("7", "agw_bot"), null));
        Assert.Equal("TELEGRAM_BOT_TOKEN", Assert.Single(setup.Tokens).Variable);
    }

    [Fact]
    public async Task A_probe_tells_of_privacy_mode_of_another_webhook_and_of_a_wrong_token()
    {
        await using var server = await TelegramServer.StartAsync();
        await using var called = await TelegramBot.ConnectedAsync(
            server, new() { Mode = "webhook", WebhookUrl = "http://127.0.0.1:9/x" });
        var options = new TelegramOptions { Token = TelegramServer.Token, ApiRoot = server.Root };
        await using var idle = new TelegramPlatform(options, TimeProvider.System)
            .Connect((set, _) => set, new RecordingHost());
        var found = await idle.ProbeAsync(Ending);
        Assert.Contains(found, probe => probe.Hint?.Contains("/setprivacy", StringComparison.Ordinal) is true);
        Assert.Contains(found, probe => probe.Message.Contains("webhook", StringComparison.Ordinal));

        server.SeesAll = true;
        Assert.All(await called.Connection.ProbeAsync(Ending), probe => Assert.Null(probe.Hint));
        server.AcceptedToken = "revoked";
        Assert.Contains("@BotFather", Assert.Single(await idle.ProbeAsync(Ending)).Hint, StringComparison.Ordinal);
    }

    private static ChatSettings Read(TelegramOptions options) =>
        new TelegramPlatform(options, TimeProvider.System).Read((set, _) => set);
}
