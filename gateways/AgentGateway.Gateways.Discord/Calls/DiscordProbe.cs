using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Calls;

/// <summary>Looks at what Discord says of the bot: token, intent, application and guilds.</summary>
internal sealed class DiscordProbe(DiscordClient client, Func<string, string> inviteLink)
{
    /// <summary>The intent is granted, or switched on for a bot in fewer than a hundred guilds.</summary>
    private const long MessageContent = (1 << 18) | (1 << 19);

    /// <param name="applicationId">What the settings say; null for nothing.</param>
    public async Task<IReadOnlyList<ChatProbe>> RunAsync(
        string? applicationId, IReadOnlyList<string> guilds, CancellationToken cancellationToken)
    {
        try
        {
            var user = await client.CallAsync(DiscordRoute.Get("users/@me"), null, cancellationToken);
            var application = await client.CallAsync(DiscordRoute.Get("applications/@me"), null, cancellationToken);
            var id = application.Id("id") ?? "";
            return
            [
                new($"Discord knows the bot as {user.Text("username")}."),
                Intent(application),
                .. applicationId is { Length: > 0 } && applicationId != id
                    ? [new ChatProbe(
                        "Gateways:Discord:ApplicationId is not the bot's application.",
                        $"Set it to {id}, or leave it out.")]
                    : Array.Empty<ChatProbe>(),
                .. await GuildsAsync(id, guilds, cancellationToken),
            ];
        }
        catch (ChatException exception) when (exception.Kind == ChatFaultKind.BadToken)
        {
            return [new(exception.Message, exception.Hint)];
        }
    }

    private static ChatProbe Intent(JsonElement application) =>
        ((application.Number("flags") ?? 0) & MessageContent) != 0
            ? new("The bot may read the text of messages.")
            : new(
                "The bot may not read the text of messages.",
                "Open https://discord.com/developers/applications, choose the application, then Bot, and switch on "
                + "Message Content Intent; Save Changes.");

    private async Task<IEnumerable<ChatProbe>> GuildsAsync(
        string application, IReadOnlyList<string> guilds, CancellationToken cancellationToken)
    {
        if (guilds.Count == 0) return [];
        var joined = await client.CallAsync(DiscordRoute.Get("users/@me/guilds"), null, cancellationToken);
        if (joined.ValueKind != JsonValueKind.Array) return [];
        var ids = joined.EnumerateArray().Select(guild => guild.Id("id")).ToHashSet();
        return guilds.Where(guild => !ids.Contains(guild)).Select(guild => new ChatProbe(
            $"The bot is not in the server {guild} of AllowGuilds.", $"Open {inviteLink(application)} and choose it."));
    }
}
