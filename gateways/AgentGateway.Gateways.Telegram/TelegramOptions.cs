namespace AgentGateway.Gateways.Telegram;

/// <summary>A Telegram bot: the settings <c>Gateways:Telegram</c>.</summary>
public sealed class TelegramOptions
{
    /// <summary>Whether the gateway connects; null where that follows from a token being there.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The bot's token as @BotFather gives it, or <c>secret:NAME</c>.</summary>
    public string? Token { get; set; }

    /// <summary>The base of the Bot API; null for Telegram's own.</summary>
    public string? ApiRoot { get; set; }

    /// <summary><c>polling</c> asks Telegram for updates; <c>webhook</c> has Telegram call the daemon.</summary>
    public string? Mode { get; set; }

    /// <summary>The public address that leads to the daemon's <c>/gateways/telegram</c>.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>
    /// What Telegram has to say with each call of the webhook; null for one that is derived from the token.
    /// </summary>
    public string? WebhookSecret { get; set; }

    /// <summary>The ids of people who may chat with the bot.</summary>
    public List<string>? Allow { get; set; }

    /// <summary>The ids of groups in which they may.</summary>
    public List<string>? AllowChats { get; set; }

    /// <summary>The ids of people who may approve: <c>ID</c> or <c>ID:R1</c>.</summary>
    public List<string>? Approvers { get; set; }

    /// <summary>The agent that answers in new threads; null for the usual one.</summary>
    public string? DefaultAgent { get; set; }

    /// <summary>The workspace of new threads.</summary>
    public string? Workspace { get; set; }
}
