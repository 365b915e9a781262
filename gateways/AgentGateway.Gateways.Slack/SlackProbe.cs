using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>Asks Slack whether the tokens work and may do what the gateway needs.</summary>
internal static class SlackProbe
{
    public static async Task<IReadOnlyList<ChatProbe>> RunAsync(
        SlackClient client, SlackEndpoint endpoint, CancellationToken cancellationToken)
    {
        List<ChatProbe> probes = [];
        try
        {
            var bot = await client.IdentifyAsync(cancellationToken);
            probes.Add(new($"BotToken works: the bot is {bot.Name} in {bot.Team}."));
            if (bot.Scopes is { } scopes)
                probes.AddRange(SlackManifest.Scopes.Except(scopes).Select(scope => new ChatProbe(
                    $"The bot lacks the scope {scope}.",
                    $"Add {scope} under OAuth & Permissions of the app, and install the app again.")));
        }
        catch (ChatException exception)
        {
            probes.Add(Failed("BotToken", exception));
        }

        if (!endpoint.IsHttp)
            try
            {
                // The address is good for one connection and is not used.
                await client.OpenSocketAsync(cancellationToken);
                probes.Add(new("AppToken works: Socket Mode can be used."));
            }
            catch (ChatException exception)
            {
                probes.Add(Failed("AppToken", exception));
            }

        return probes;
    }

    private static ChatProbe Failed(string token, ChatException exception) => new(
        $"{token} could not be tried: {exception.Message}",
        exception.Hint ?? "Look whether slack.com can be reached from here.");
}
