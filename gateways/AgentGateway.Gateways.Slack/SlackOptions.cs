namespace AgentGateway.Gateways.Slack;

/// <summary>The settings <c>Gateways:Slack</c>.</summary>
public sealed class SlackOptions
{
    /// <summary>Whether the gateway connects; null when it does as soon as it has a bot token.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The agent that new conversations begin with; null for the default one.</summary>
    public string? DefaultAgent { get; set; }

    /// <summary>The workspace of new conversations; null for none.</summary>
    public string? Workspace { get; set; }

    /// <summary>The bot's token (<c>xoxb-…</c>), or <c>secret:NAME</c>.</summary>
    public string? BotToken { get; set; }

    /// <summary>The app-level token (<c>xapp-…</c>) for the mode <c>socket</c>, or <c>secret:NAME</c>.</summary>
    public string? AppToken { get; set; }

    /// <summary>The signing secret for the mode <c>http</c>, or <c>secret:NAME</c>.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>The address before the names of the Web API's methods.</summary>
    public string ApiBase { get; set; } = "https://slack.com/api/";

    /// <summary><c>socket</c>: the daemon connects to Slack; <c>http</c>: Slack calls the daemon.</summary>
    public string Mode { get; set; } = "socket";

    /// <summary>Ids of people who may chat.</summary>
    public List<string>? AllowUsers { get; set; }

    /// <summary>Ids of channels in which the bot answers.</summary>
    public List<string>? AllowChannels { get; set; }

    /// <summary>Entries <c>ID</c> or <c>ID:R1</c> of people who may decide.</summary>
    public List<string>? Approvers { get; set; }
}
