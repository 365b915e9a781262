using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;

namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>
/// The channels and threads that Discord has told of, which says where a message belongs. Safe for several threads.
/// </summary>
internal sealed class DiscordDirectory
{
    private const int CountMax = 50_000;

    private readonly BoundedMap<string, DiscordChannel> _channels = new(CountMax);

    public DiscordChannel? Find(string id) => _channels.TryGet(id, out var channel) ? channel : null;

    public IEnumerable<DiscordChannel> Of(string guild) =>
        _channels.All().Select(entry => entry.Value).Where(channel => channel.Guild == guild);

    /// <summary>Learns from an event; those that say nothing of channels change nothing.</summary>
    public void Learn(string type, JsonElement data)
    {
        switch (type)
        {
            case "GUILD_CREATE":
                foreach (var channel in data.Items("channels").Concat(data.Items("threads")))
                    Add(channel, data.Id("id"));
                break;
            case "THREAD_LIST_SYNC":
                foreach (var thread in data.Items("threads")) Add(thread, data.Id("guild_id"));
                break;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "THREAD_CREATE" or "THREAD_UPDATE":
                Add(data, data.Id("guild_id"));
                break;
            case "CHANNEL_DELETE" or "THREAD_DELETE" when data.Id("id") is { } gone:
                _channels.Remove(gone);
                break;
        }
    }

    /// <summary>Adds a channel as the API describes it; null where that is none.</summary>
    /// <param name="guild">Its guild, where the description lies in one and does not name it.</param>
    public DiscordChannel? Add(JsonElement described, string? guild)
    {
        if (Read(described, guild) is not { } channel) return null;
        _channels.Set(channel.Id, channel);
        return channel;
    }

    public DiscordChannel AddDirect(string id)
    {
        var channel = new DiscordChannel(id, DiscordChannelKind.Direct, null, null, null);
        _channels.Set(id, channel);
        return channel;
    }

    private static DiscordChannel? Read(JsonElement described, string? guild)
    {
        if (described.Id("id") is not { } id || described.Number("type") is not { } type) return null;
        guild = described.Id("guild_id") ?? guild;
        // Types 10, 11 and 12 are threads, 1 and 3 direct messages; the others are channels of a guild.
        var kind = type switch
        {
            10 or 11 or 12 => DiscordChannelKind.Thread,
            1 or 3 => DiscordChannelKind.Direct,
            _ => DiscordChannelKind.Channel,
        };
        var parent = described.Id("parent_id");
        if (kind == DiscordChannelKind.Thread && parent is null) return null;
        return new(id, kind, kind == DiscordChannelKind.Direct ? null : guild, parent, described.Text("name"))
        {
            // Of a forum and of a channel of media (15 and 16) it would be the newest thread.
            LastMessageId = type is 15 or 16 ? null : described.Id("last_message_id"),
        };
    }
}
