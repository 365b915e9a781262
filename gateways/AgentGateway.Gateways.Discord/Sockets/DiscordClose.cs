using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>What it means that Discord closed the socket with a code.</summary>
internal static class DiscordClose
{
    /// <summary>This side closes so where it wants to resume; 1000 and 1001 would end the session.</summary>
    public const int ToResume = 4000;

    private const string Portal = "Open https://discord.com/developers/applications, choose the application, ";

    /// <summary>Whether the session cannot be resumed after it.</summary>
    public static bool EndsSession(int? code) => code is 4003 or 4007 or 4009;

    /// <summary>Why no new connection would help; null where one does.</summary>
    public static ChatException? Fatal(int? code) => code switch
    {
        4004 => DiscordClient.BadToken(),
        4014 => Misconfigured(
            "Discord does not give the bot the text of messages: an intent is not switched on.",
            Portal + "then Bot, and switch on Message Content Intent under Privileged Gateway Intents; Save Changes."),
        4013 => Misconfigured(
            "Discord refuses the intents that were asked for.",
            Portal + "then Bot, and see under Privileged Gateway Intents that Message Content Intent is on."),
        4011 => Misconfigured(
            "Discord wants this bot to use several connections, because it is in too many guilds.",
            "Use a bot of your own for AgentGateway, or remove it from guilds."),
        4010 or 4012 => Misconfigured(
            $"Discord refuses how AgentGateway connects (close code {code}).", "Install a newer AgentGateway."),
        _ => null,
    };

    private static ChatException Misconfigured(string message, string hint) =>
        new(ChatFaultKind.Misconfigured, message) { Hint = hint };
}
