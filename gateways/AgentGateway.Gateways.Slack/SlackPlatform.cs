using System.Security.Cryptography;
using System.Text;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>Slack, as the gateway sees it.</summary>
internal sealed class SlackPlatform(SlackOptions options, TimeProvider time) : IChatPlatform
{
    /// <summary>Slack's own clients ask more often; half a minute without an answer is a lost connection.</summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    public string Name => SlackReader.Platform;

    public string Title => "Slack";

    public ChatSetup Setup { get; } = new(
        [
            "Open https://api.slack.com/apps and click Create New App, then From a manifest; choose your workspace "
            + "and paste this manifest as YAML:\n\n" + SlackManifest.Text,
            "Under Basic Information, App-Level Tokens, click Generate Token and Scopes, add the scope "
            + "connections:write, and copy the token that begins with xapp-.",
            "Under Install App, click Install to Workspace and allow it; copy the Bot User OAuth Token that begins "
            + "with xoxb-.",
            "Invite the bot to each channel that it should answer in: /invite @agw. A channel's id stands at the end "
            + "of its details and goes into AllowChannels.",
        ],
        [
            new("BotToken", "SLACK_BOT_TOKEN", "Bot User OAuth Token, begins with xoxb-"),
            new("AppToken", "SLACK_APP_TOKEN", "App-Level Token, begins with xapp-"),
            new("SigningSecret", "SLACK_SIGNING_SECRET", "Signing Secret, only for the mode http", IsOptional: true),
        ],
        static (_, _) => null);

    public ChatSettings Read(Func<string?, string, string?> resolve)
    {
        var (bot, app, secret) = Tokens(resolve);
        var channels = options.AllowChannels ?? [];
        return new()
        {
            IsEnabled = options.Enabled ?? bot is not null,
            ConnectionDigest = DigestOf([bot, app, secret, options.ApiBase, options.Mode]),
            Missing = Missing(bot, app, secret),
            DefaultAgent = options.DefaultAgent,
            Workspace = options.Workspace,
            People = [.. options.AllowUsers ?? []],
            Approvers = [.. options.Approvers ?? []],
            AllowsGroup = place => channels.Contains(place.Channel),
        };
    }

    public IChatConnection Connect(Func<string?, string, string?> resolve, IChatHost host)
    {
        var (bot, app, secret) = Tokens(resolve);
        if (Missing(bot, app, secret) is { } missing) throw new ChatException(ChatFaultKind.Misconfigured, missing);
        return new SlackConnection(
            new()
            {
                ApiBase = SlackEndpoint.BaseOf(options.ApiBase)!,
                BotToken = bot!,
                AppToken = app,
                SigningSecret = secret,
                IsHttp = options.Mode == "http",
            },
            host,
            time,
            PingInterval);
    }

    private (string? Bot, string? App, string? Secret) Tokens(Func<string?, string, string?> resolve) => (
        Cleaned(resolve(options.BotToken, "SLACK_BOT_TOKEN")),
        Cleaned(resolve(options.AppToken, "SLACK_APP_TOKEN")),
        Cleaned(resolve(options.SigningSecret, "SLACK_SIGNING_SECRET")));

    private string? Missing(string? bot, string? app, string? secret) => (options.Mode, bot, app, secret) switch
    {
        _ when SlackEndpoint.BaseOf(options.ApiBase ?? "") is null =>
            "Gateways:Slack:ApiBase is not an http or https address, such as https://slack.com/api/.",
        (not ("socket" or "http"), _, _, _) => "Gateways:Slack:Mode is neither socket nor http.",
        (_, null, _, _) => "Gateways:Slack:BotToken is not set.",
        ("socket", _, null, _) => "Gateways:Slack:AppToken is not set, and the mode socket needs it.",
        ("http", _, _, null) => "Gateways:Slack:SigningSecret is not set, and the mode http needs it.",
        _ when !IsToken(bot) || !IsToken(app) || !IsToken(secret) =>
            "A token of Gateways:Slack has characters that no token has.",
        _ when bot.StartsWith("xapp-", StringComparison.Ordinal) =>
            "Gateways:Slack:BotToken begins with xapp-, which is the AppToken; the bot's begins with xoxb-.",
        ("socket", _, { } other, _) when other.StartsWith("xoxb-", StringComparison.Ordinal) =>
            "Gateways:Slack:AppToken begins with xoxb-, which is the BotToken; the app's begins with xapp-.",
        _ => null,
    };

    private static string? Cleaned(string? token) => token?.Trim() is { Length: > 0 } cleaned ? cleaned : null;

    private static bool IsToken(string? token) => token is null || token.All(letter => letter is > ' ' and <= '~');

    private static string DigestOf(IEnumerable<string?> values) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values))).AsSpan(0, 16));
}
