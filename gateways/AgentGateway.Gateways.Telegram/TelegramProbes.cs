using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Judges what Telegram says of the bot, for <c>agw doctor</c>. Pure.</summary>
internal static class TelegramProbes
{
    private const int ErrorLengthMax = 200;

    /// <param name="me">The answer to <c>getMe</c>.</param>
    /// <param name="webhook">The answer to <c>getWebhookInfo</c>.</param>
    public static IReadOnlyList<ChatProbe> Of(TelegramAccess access, JsonElement me, JsonElement webhook)
    {
        var name = me.Text("username") ?? "";
        var probes = new List<ChatProbe> { new($"Telegram knows the bot as @{name}.") };
        if (!me.IsTrue("can_read_all_group_messages"))
            probes.Add(new(
                "Privacy mode is on: in groups the bot sees commands, mentions and replies to it, and nothing else.",
                $"To have it follow a topic without mentions, send /setprivacy to @BotFather, choose @{name} and "
                    + "Disable, then remove the bot from its groups and add it again."));
        if (me.Field("can_join_groups").ValueKind == JsonValueKind.False)
            probes.Add(new(
                "The bot cannot be added to groups.",
                $"To use it in groups, send /setjoingroups to @BotFather, choose @{name} and Enable."));
        var url = webhook.Text("url") ?? "";
        if (access.WebhookUrl is null && url.Length > 0)
            probes.Add(new(
                "Telegram calls a webhook of the bot, and gives polls nothing meanwhile.",
                "Let AgentGateway connect, which removes the webhook, and end the program that sets it."));
        else if (access.WebhookUrl is not null && url != access.WebhookUrl)
            probes.Add(new(
                url.Length == 0
                    ? "Telegram has no webhook of the bot."
                    : "Telegram calls another webhook of the bot than Gateways:Telegram:WebhookUrl.",
                "Let AgentGateway connect, which sets it, and end the program that changes it."));
        else if (LastError(webhook) is { } error)
            probes.Add(new(
                error, "See that Gateways:Telegram:WebhookUrl leads to the daemon's /gateways/telegram over https."));
        return probes;
    }

    /// <summary>What went wrong when Telegram last called, as a sentence; null where nothing did.</summary>
    public static string? LastError(JsonElement webhook) =>
        webhook.Text("last_error_message") is { Length: > 0 } said
            ? "Telegram could not call the webhook: " + (said.Length > ErrorLengthMax ? said[..ErrorLengthMax] : said)
            : null;
}
