using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>The chats, messages and waiting updates of the server. All members are called under its lock.</summary>
internal sealed partial class TelegramWorld(long botId, string botName)
{
    private readonly Dictionary<long, TelegramChat> _chats = [];
    private readonly Dictionary<(long Chat, long Id), JsonObject> _messages = [];
    private readonly List<(long Id, JsonObject Update)> _waiting = [];
    private long _lastMessage = 100;
    private long _lastUpdate = 87_000_000;

    /// <summary>Chats from which the bot is shut out, and the ids under which others went on.</summary>
    public HashSet<long> Shut { get; } = [];

    public Dictionary<long, long> Moved { get; } = [];

    /// <summary>Topics that exist, beside the general ones.</summary>
    public HashSet<(long Chat, long Topic)> Topics { get; } = [];

    public Dictionary<string, byte[]> Files { get; } = [];

    public IReadOnlyList<(long Id, JsonObject Update)> Waiting => _waiting;

    public TelegramChat? Chat(long id) => _chats.GetValueOrDefault(id);

    public void Add(TelegramChat chat) => _chats[chat.Id] = chat;

    public JsonObject? Message(long chat, long id) => _messages.GetValueOrDefault((chat, id));

    /// <summary>Telegram forgets the updates that an offset has passed; a negative one keeps only the last.</summary>
    public void Confirm(long offset)
    {
        if (offset < 0)
            _waiting.RemoveRange(0, Math.Max(0, _waiting.Count + (int)offset));
        else
            _waiting.RemoveAll(update => update.Id < offset);
    }

    public long AddUpdate(string kind, JsonObject content)
    {
        var id = ++_lastUpdate;
        _waiting.Add((id, new JsonObject { ["update_id"] = id, [kind] = content }));
        return id;
    }

    /// <summary>An update as it is, for what the server does not know itself.</summary>
    public void AddUpdate(JsonObject update)
    {
        _lastUpdate = Math.Max(_lastUpdate, (long?)update["update_id"] ?? _lastUpdate);
        _waiting.Add(((long?)update["update_id"] ?? _lastUpdate, update));
    }

    public JsonObject PersonMessage(TelegramChat chat, TelegramPerson by, string text, TelegramExtras extras)
    {
        var message = NewMessage(chat, Person(by), extras.Topic, extras.ReplyTo);
        var isFile = extras.File is not null;
        if (text.Length > 0) message[isFile ? "caption" : "text"] = text;
        if (Entities(text) is { Count: > 0 } entities) message[isFile ? "caption_entities" : "entities"] = entities;
        if (extras.File is { } file)
        {
            var reference = $"file-{message["message_id"]}";
            Files[reference] = file;
            message["document"] = new JsonObject
            {
                ["file_id"] = reference,
                ["file_unique_id"] = reference,
                ["file_name"] = extras.FileName,
                ["file_size"] = file.Length,
            };
        }

        if (extras.Fields is { } more)
            foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
                message[name] = value?.DeepClone();
        return message;
    }

    public JsonObject BotMessage(TelegramChat chat, long? topic, long? replyTo) =>
        NewMessage(
            chat,
            new() { ["id"] = botId, ["is_bot"] = true, ["first_name"] = "Gateway", ["username"] = botName },
            topic,
            replyTo);

    public static JsonObject Person(TelegramPerson person) => new()
    {
        ["id"] = person.Id, ["is_bot"] = false, ["first_name"] = person.Name, ["language_code"] = "en",
    };

    public static JsonObject ChatJson(TelegramChat chat)
    {
        var written = new JsonObject { ["id"] = chat.Id, ["type"] = chat.Type };
        written[chat.Type == "private" ? "first_name" : "title"] = chat.Title;
        if (chat.IsForum) written["is_forum"] = true;
        return written;
    }

    private JsonObject NewMessage(TelegramChat chat, JsonObject from, long? topic, long? replyTo)
    {
        var id = ++_lastMessage;
        var message = new JsonObject
        {
            ["message_id"] = id, ["from"] = from, ["chat"] = ChatJson(chat), ["date"] = 1_795_000_000 + id,
        };
        if (topic is not null) (message["message_thread_id"], message["is_topic_message"]) = (topic, true);
        if (replyTo is { } replied && Message(chat.Id, replied)?.DeepClone() is JsonObject whole)
        {
            whole.Remove("reply_to_message");
            message["reply_to_message"] = whole;
        }

        _messages[(chat.Id, id)] = message;
        return message;
    }

    /// <summary>Where a text has names and commands, outside of addresses.</summary>
    private static JsonArray Entities(string text)
    {
        var entities = new JsonArray();
        foreach (Match found in Entity().Matches(text))
            entities.Add((JsonNode)new JsonObject
            {
                ["type"] = found.Value[0] == '@' ? "mention" : "bot_command",
                ["offset"] = found.Index,
                ["length"] = found.Length,
            });
        return entities;
    }

    [GeneratedRegex(@"(?<![\w/@])(?:@[A-Za-z]\w{3,31}\b|/[A-Za-z0-9_]{1,32}(?:@\w{4,32})?(?![\w/]))")]
    private static partial Regex Entity();
}
