using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Telegram, by its public Bot API.</summary>
public sealed class TelegramPlatform : IChatPlatform
{
    internal const string PlatformName = "telegram";
    internal const string TokenVariable = "TELEGRAM_BOT_TOKEN";

    private readonly TelegramOptions _options;
    private readonly TimeProvider _time;

    internal TelegramPlatform(TelegramOptions options, TimeProvider time) => (_options, _time) = (options, time);

    public string Name => PlatformName;

    public string Title => "Telegram";

    public ChatSetup Setup { get; } = new(
        [
            "Open https://t.me/BotFather in Telegram and send /newbot. Choose a name that people will see, and a "
                + "username that ends in \"bot\".",
            "Copy the token that BotFather answers with; it looks like 123456:ABC-DEF. Who has it has the bot, so put "
                + "it nowhere else.",
            "For groups: send /setprivacy to BotFather, choose the bot and then Disable, if the bot is to follow a "
                + "topic without being mentioned each time. Add the bot to the group afterwards, and put the group's "
                + "id into Gateways:Telegram:AllowChats.",
        ],
        [new("Token", TokenVariable, "The bot's token from BotFather, such as 123456:ABC-DEF")],
        (account, code) => code is null
            ? $"https://t.me/{account.Name}"
            : $"https://t.me/{account.Name}?start={Uri.EscapeDataString(code)}");

    public ChatSettings Read(Func<string?, string, string?> resolve)
    {
        var access = TelegramAccess.Of(_options, resolve);
        string[] chats = [.. _options.AllowChats ?? []];
        return new()
        {
            IsEnabled = _options.Enabled ?? access.Token.Length > 0,
            ConnectionDigest = access.Digest,
            Missing = access.Missing,
            DefaultAgent = _options.DefaultAgent,
            Workspace = _options.Workspace,
            People = [.. _options.Allow ?? []],
            Approvers = [.. _options.Approvers ?? []],
            AllowsGroup = place => chats.Contains(place.Channel, StringComparer.Ordinal),
        };
    }

    public IChatConnection Connect(Func<string?, string, string?> resolve, IChatHost host) =>
        new TelegramConnection(TelegramAccess.Of(_options, resolve), host, _time);
}
