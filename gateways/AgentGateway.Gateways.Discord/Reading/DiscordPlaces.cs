using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>Which conversation of an account something belongs to, and where in Discord that is.</summary>
internal sealed class DiscordPlaces(string account, DiscordDirectory directory)
{
    public const string Platform = "discord";

    /// <param name="root">
    /// The message that begins a conversation at the top level of a channel; null for the channel itself.
    /// </param>
    public ChatAddress AddressOf(DiscordChannel channel, string? root) => channel.Kind switch
    {
        DiscordChannelKind.Direct => new(Platform, account, channel.Id),
        DiscordChannelKind.Thread => new(Platform, account, channel.Parent!, channel.Id),
        _ => new(Platform, account, channel.Id, root),
    };

    public ChatLocation PlaceOf(DiscordChannel channel) => channel.Kind switch
    {
        DiscordChannelKind.Direct => new(IsDirect: true, channel.Id),
        DiscordChannelKind.Thread => new(
            IsDirect: false, channel.Parent!, channel.Guild,
            directory.Find(channel.Parent!)?.Name is { } parent ? $"#{parent}: {channel.Name}" : channel.Name),
        _ => new(IsDirect: false, channel.Id, channel.Guild, channel.Name is { } name ? $"#{name}" : null),
    };
}
