namespace AgentGateway.Gateways.Discord;

/// <summary>The settings <c>Gateways:Discord</c>. Ids are strings; a list that is null is empty.</summary>
public sealed class DiscordOptions
{
    /// <summary>Null: as soon as there is a token.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The bot's token, or <c>secret:NAME</c>.</summary>
    public string? Token { get; set; }

    /// <summary>The application that the slash commands belong to; null: the one that Discord names.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>The whole base of the web API.</summary>
    public string? ApiBase { get; set; }

    /// <summary>The people who may chat.</summary>
    public List<string>? AllowUsers { get; set; }

    /// <summary>The guilds in which the bot listens.</summary>
    public List<string>? AllowGuilds { get; set; }

    /// <summary>The channels of these guilds; empty for all. A thread counts as its parent channel.</summary>
    public List<string>? AllowChannels { get; set; }

    /// <summary>Entries <c>ID</c> or <c>ID:R1</c>.</summary>
    public List<string>? Approvers { get; set; }

    public string? DefaultAgent { get; set; }

    public string? Workspace { get; set; }
}
