using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord;

/// <summary>How a person makes a bot at Discord.</summary>
internal static class DiscordSetup
{
    /// <summary>
    /// View channels, send messages, add reactions, attach files, read history, open public threads and write in them.
    /// </summary>
    public const long Permissions =
        (1L << 6) | (1L << 10) | (1L << 11) | (1L << 15) | (1L << 16) | (1L << 35) | (1L << 38);

    public static ChatSetup Create(string variable) => new(
        [
            "Open https://discord.com/developers/applications, choose New Application and give it a name.",
            "Open Bot. Under Privileged Gateway Intents switch on Message Content Intent, and choose Save Changes.",
            "On the same page choose Reset Token and copy the token; Discord shows it once.",
            "Open General Information and copy the Application ID into the place of APPLICATION_ID in this link: "
                + InviteLink("APPLICATION_ID")
                + " . Open the link, choose your server, and choose Authorise.",
            "In Discord open User Settings, Advanced, and switch on Developer Mode. Then a right click on the server, "
                + "a channel or a person offers Copy ID, for AllowGuilds, AllowChannels and AllowUsers.",
        ],
        [new("Token", variable, "The bot's token, from Bot, Reset Token; it has two dots in it")],
        static (account, _) => $"https://discord.com/users/{account.Id}");

    /// <summary>The link that adds the bot and its commands to a guild.</summary>
    public static string InviteLink(string application) =>
        $"https://discord.com/oauth2/authorize?client_id={application}&scope=bot%20applications.commands"
        + $"&permissions={Permissions}";
}
