using System.Globalization;
using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>Channels, threads and messages of the test server. Its caller holds <see cref="Gate"/>.</summary>
internal sealed class DiscordWorld
{
    public const string Bot = "1000";
    public const string Guild = "2000";
    public const string General = "3000";
    public const string Announcements = "3001";

    private long _lastId = 1_300_000_000_000_000_000;

    public DiscordWorld()
    {
        AddChannel(General, 0, "general");
        AddChannel(Announcements, 5, "announcements");
    }

    public Lock Gate { get; } = new();

    public Dictionary<string, JsonObject> Channels { get; } = [];

    public Dictionary<string, List<JsonObject>> Messages { get; } = [];

    public string NextId() => (_lastId += 4_194_304).ToString(CultureInfo.InvariantCulture);

    public JsonObject AddChannel(string id, int type, string name, string? parent = null)
    {
        var channel = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["name"] = name,
            ["parent_id"] = parent,
            ["guild_id"] = Guild,
        };
        Channels[id] = channel;
        Messages[id] = [];
        return channel;
    }

    /// <summary>The direct conversation of a person and the bot.</summary>
    public string DirectOf(string person)
    {
        var id = "4" + person;
        if (!Channels.ContainsKey(id))
        {
            Channels[id] = new()
            {
                ["id"] = id,
                ["type"] = 1,
                ["recipients"] = new JsonArray(new JsonObject { ["id"] = person }),
            };
            Messages[id] = [];
        }

        return id;
    }

    public JsonObject Write(string channel, DiscordPerson author, string content, string? replyTo = null)
    {
        var id = NextId();
        var message = new JsonObject
        {
            ["id"] = id,
            ["channel_id"] = channel,
            ["type"] = replyTo is null ? 0 : 19,
            ["content"] = content,
            ["author"] = author.Json(),
            ["timestamp"] = "2026-11-20T12:00:00.000000+00:00",
            ["edited_timestamp"] = null,
            ["tts"] = false,
            ["mention_everyone"] = false,
            ["mentions"] = new JsonArray(),
            ["mention_roles"] = new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["embeds"] = new JsonArray(),
            ["components"] = new JsonArray(),
            ["pinned"] = false,
            ["flags"] = 0,
        };
        if (content.Contains($"<@{Bot}>", StringComparison.Ordinal)) message["mentions"]!.AsArray().Add(BotUser());
        if (replyTo is not null)
        {
            message["message_reference"] = new JsonObject { ["type"] = 0, ["message_id"] = replyTo };
            message["referenced_message"] = Find(channel, replyTo)?.DeepClone();
        }

        Messages[channel].Add(message);
        return message;
    }

    public JsonObject? Find(string channel, string message) =>
        Messages.GetValueOrDefault(channel)?.FirstOrDefault(other => (string?)other["id"] == message);

    /// <summary>A message as an event has it: those of guilds name the guild and what the member is called.</summary>
    public JsonObject Event(JsonObject message)
    {
        var happened = message.DeepClone().AsObject();
        happened["channel_type"] = (int)Channels[(string)message["channel_id"]!]["type"]!;
        if ((string?)Channels[(string)message["channel_id"]!]["guild_id"] is not { } guild) return happened;
        happened["guild_id"] = guild;
        happened["member"] = new JsonObject { ["nick"] = null, ["roles"] = new JsonArray() };
        return happened;
    }

    public static JsonObject BotUser() => new DiscordPerson(Bot, "Agw", IsBot: true).Json();

    public JsonObject GuildCreate() => new()
    {
        ["id"] = Guild,
        ["name"] = "Test guild",
        ["unavailable"] = false,
        ["channels"] = Of([0, 5]),
        ["threads"] = Of([10, 11, 12]),
    };

    private JsonArray Of(int[] types)
    {
        var found = new JsonArray();
        foreach (var channel in Channels.Values.Where(channel => types.Contains((int)channel["type"]!)))
        {
            var described = channel.DeepClone().AsObject();
            // Within a guild's description its channels do not name it.
            described.Remove("guild_id");
            described["last_message_id"] =
                Messages[(string)channel["id"]!].LastOrDefault()?["id"]?.DeepClone();
            found.Add((JsonNode)described);
        }

        return found;
    }
}
