using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentGateway.Gateways.Telegram;

/// <summary>What a connection is made with, read once from the settings. Pure.</summary>
/// <param name="Root">The base of the Bot API, without a slash at its end.</param>
/// <param name="Token">Never shown: not in an exception, a warning or a log.</param>
/// <param name="WebhookUrl">Where Telegram calls the daemon; null where the connection polls.</param>
internal sealed record TelegramAccess(string Root, string Token, string? WebhookUrl, string WebhookSecret)
{
    public const string UsualRoot = "https://api.telegram.org";

    /// <summary>What is missing or wrong, as one sentence; null where a connection can be made.</summary>
    public string? Missing { get; private init; }

    /// <summary>Changes when anything of the connection does, and tells nothing of the secrets in it.</summary>
    public string Digest => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Root, Token, WebhookUrl, WebhookSecret))));

    /// <param name="resolve">As of <see cref="Platforms.IChatPlatform.Read"/>.</param>
    public static TelegramAccess Of(TelegramOptions options, Func<string?, string, string?> resolve)
    {
        var token = resolve(options.Token, TelegramPlatform.TokenVariable)?.Trim() ?? "";
        var secret = resolve(options.WebhookSecret, "TELEGRAM_WEBHOOK_SECRET")?.Trim() ?? "";
        var isWebhook = string.Equals(options.Mode, "webhook", StringComparison.OrdinalIgnoreCase);
        var root = (options.ApiRoot?.Trim() is { Length: > 0 } set ? set : UsualRoot).TrimEnd('/');
        return new(
            root,
            token,
            isWebhook ? options.WebhookUrl?.Trim() ?? "" : null,
            secret.Length > 0 || token.Length == 0 ? secret : Derived(token))
        {
            Missing = Problem(options, root, token, secret, isWebhook),
        };
    }

    private static string? Problem(TelegramOptions options, string root, string token, string secret, bool isWebhook) =>
        token.Length == 0
            ? $"Gateways:Telegram:Token is not set, and neither is {TelegramPlatform.TokenVariable}."
        : !token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '-' or '_')
            ? "Gateways:Telegram:Token is no token of a bot, which looks like 123456:ABC-DEF."
        : !IsAddress(root)
            ? $"Gateways:Telegram:ApiRoot is \"{root}\", and should be an address such as {UsualRoot}."
        : !isWebhook && options.Mode is { Length: > 0 } mode
            && !string.Equals(mode, "polling", StringComparison.OrdinalIgnoreCase)
            ? $"Gateways:Telegram:Mode is \"{mode}\", and should be polling or webhook."
        : isWebhook && !IsAddress(options.WebhookUrl?.Trim())
            ? "Gateways:Telegram:WebhookUrl is not set to the public address of the daemon's /gateways/telegram, which "
                + "the mode webhook needs."
        : secret.Length > 256
            || !secret.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? "Gateways:Telegram:WebhookSecret may have only letters, digits, - and _, and at most 256 of them."
        : null;

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && address.Query.Length == 0 && address.UserInfo.Length == 0;

    /// <summary>
    /// The same for the same token, so that a restart changes nothing; the token cannot be found from it.
    /// </summary>
    private static string Derived(string token) => string.Create(
        CultureInfo.InvariantCulture,
        $"agw-{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "webhook"u8))}");
}
