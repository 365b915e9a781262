using System.Globalization;
using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>What an update is to the gateway.</summary>
/// <param name="UpdateId">Null where the update has none, so that it cannot be acknowledged by itself.</param>
/// <param name="Event">Null where there is nothing to take.</param>
/// <param name="Skipped">
/// Why there is nothing, as one sentence; null where that is usual, as with a member who joins.
/// </param>
internal sealed record TelegramUpdate(long? UpdateId, InboundEvent? Event, string? Skipped = null)
{
    /// <summary>Names the album that a message is of; null for none.</summary>
    public string? Album { get; init; }
}

/// <summary>
/// Reads updates of the Bot API. Pure: the same update always gives the same event. It never throws, whatever comes.
/// </summary>
internal sealed class TelegramReader(ChatAccount me)
{
    /// <summary>The thread of a forum's general topic, whose number Telegram leaves out.</summary>
    public const string GeneralTopic = "1";

    private const int NameLengthMax = 128;

    private readonly TelegramWords _words = new(me);

    public TelegramUpdate Read(JsonElement update)
    {
        if (update.Number("update_id") is not { } id) return new(null, null, "An update of Telegram has no number.");
        var eventId = id.ToString(CultureInfo.InvariantCulture);
        if (update.Has("message")) return Message(id, eventId, update.Field("message"));
        if (update.Has("edited_message")) return Edit(id, eventId, update.Field("edited_message"));
        if (update.Has("callback_query")) return Press(id, eventId, update.Field("callback_query"));
        if (update.Has("my_chat_member")) return Membership(id, eventId, update.Field("my_chat_member"));
        return new(id, null, "An update of Telegram is of a kind that was not asked for.");
    }

    private TelegramUpdate Message(long id, string eventId, JsonElement message)
    {
        if (message.Field("chat").Id("id") is not { } chat || message.Id("message_id") is not { } messageId)
            return new(id, null, "A message of Telegram has no chat or no number.");
        if (message.Id("migrate_to_chat_id") is { } newChat)
            return new(id, new InboundMoved(eventId, Whole(chat), newChat));
        if (message.Id("migrate_from_chat_id") is { } oldChat)
            return new(id, new InboundMoved(eventId, Whole(oldChat), chat));
        if (message.Field("left_chat_member").Id("id") == me.Id)
            return new(id, new InboundClosed(eventId, Whole(chat), "The bot was removed from the group."));
        var author = Author(message);
        if (author is null) return new(id, null);
        if (author.Id == me.Id) return new(id, null);
        var content = TelegramContent.Of(message, messageId);
        if (content is null) return new(id, null);
        var said = Said(message, content.Text, content.Entities);
        return new(id, new InboundMessage(eventId, Address(message), messageId, Place(message), author, said.Text)
        {
            Addressing = said.Addressing,
            ReplyTo = RepliedTo(message)?.Id("message_id"),
            IsForwarded = IsForwarded(message),
            Files = content.Files,
            NotUnderstood = content.NotUnderstood,
            Invitation = said.Addressing == Addressing.Command ? TelegramWords.Payload(said.Text) : null,
        })
        {
            Album = message.Text("media_group_id"),
        };
    }

    private TelegramUpdate Edit(long id, string eventId, JsonElement message)
    {
        if (message.Field("chat").Id("id") is null || message.Id("message_id") is not { } messageId
            || Author(message) is not { } author || author.Id == me.Id
            || TelegramContent.Of(message, messageId) is not { } content)
            return new(id, null);
        var said = Said(message, content.Text, content.Entities);
        return new(id, new InboundEdit(eventId, Address(message), messageId, author, said.Text));
    }

    private TelegramUpdate Press(long id, string eventId, JsonElement press)
    {
        var message = press.Field("message");
        if (press.Text("id") is not { } answer || press.Text("data") is not { } data
            || message.Field("chat").Id("id") is null || message.Id("message_id") is not { } messageId
            || Person(press.Field("from")) is not { } author)
            return new(id, null, "A press of a button came without its message, its data or its author.");
        return new(
            id,
            new InboundPress(eventId, Address(message), Place(message), author, data, messageId, answer));
    }

    private TelegramUpdate Membership(long id, string eventId, JsonElement change)
    {
        if (change.Field("chat").Id("id") is not { } chat) return new(id, null);
        var isDirect = change.Field("chat").Text("type") == "private";
        return change.Field("new_chat_member").Text("status") is "kicked" or "left"
            ? new(
                id,
                new InboundClosed(
                    eventId,
                    Whole(chat),
                    isDirect ? "The person has blocked the bot." : "The bot was removed from the group."))
            : new(id, null);
    }

    /// <summary>What was said without what only addresses it, and how it concerns the bot.</summary>
    private (string Text, Addressing Addressing) Said(
        JsonElement message, string text, IEnumerable<JsonElement> entities)
    {
        var isDirect = message.Field("chat").Text("type") == "private";
        var isReply = RepliedTo(message)?.Field("from").Id("id") == me.Id;
        var (stripped, isMentioned) = _words.Stripped(text, entities);
        var command = IsForwarded(message) ? null : _words.Command(stripped);
        if (command is { IsOthers: true })
            return (stripped, isDirect ? Addressing.Direct : Addressing.None);
        var addressing = command is not null ? Addressing.Command
            : isDirect ? Addressing.Direct
            : isReply ? Addressing.Reply
            : isMentioned ? Addressing.Mention
            : Addressing.None;
        return (command?.Text ?? stripped, addressing);
    }

    /// <summary>
    /// The message that a person replied to; null for none. A message of a topic names the topic's beginning as what it
    /// replies to, which no person chose.
    /// </summary>
    private static JsonElement? RepliedTo(JsonElement message)
    {
        var replied = message.Field("reply_to_message");
        return replied.ValueKind != JsonValueKind.Object || replied.Has("forum_topic_created")
            || (message.IsTrue("is_topic_message")
                && replied.Number("message_id") == message.Number("message_thread_id"))
                ? null
                : replied;
    }

    /// <summary>
    /// The conversation. In a group without topics each message begins one of its own: where it is a reply, the gateway
    /// finds by <see cref="InboundMessage.ReplyTo"/> the one that it belongs to.
    /// </summary>
    private ChatAddress Address(JsonElement message)
    {
        var chat = message.Field("chat");
        var topic = message.IsTrue("is_topic_message") ? message.Id("message_thread_id") : null;
        var thread = topic
            ?? (chat.Text("type") == "private" ? null
                : chat.IsTrue("is_forum") ? GeneralTopic
                : "m" + message.Id("message_id"));
        return Whole(chat.Id("id")!) with { Thread = thread };
    }

    private ChatAddress Whole(string chat) => new(TelegramPlatform.PlatformName, me.Id, chat);

    private static ChatLocation Place(JsonElement message)
    {
        var chat = message.Field("chat");
        return new(
            chat.Text("type") == "private",
            chat.Id("id")!,
            Title: chat.Text("title") is { } title ? Bounded(title) : null);
    }

    /// <summary>Text that another author wrote: forwarded, sent on by a channel, or made by an inline bot.</summary>
    private static bool IsForwarded(JsonElement message) =>
        message.Has("forward_origin") || message.Has("forward_date") || message.IsTrue("is_automatic_forward")
        || message.Has("via_bot");

    /// <summary>
    /// Who wrote it. One who writes in the name of a group or channel cannot be told from others there, so this counts
    /// as a bot, which gives no orders.
    /// </summary>
    private static ChatPerson? Author(JsonElement message) =>
        Person(message.Field("from")) is { } person
            ? message.Has("sender_chat") ? person with { IsBot = true } : person
            : null;

    private static ChatPerson? Person(JsonElement user)
    {
        if (user.Id("id") is not { } id) return null;
        var name = $"{user.Text("first_name")} {user.Text("last_name")}".Trim();
        if (name.Length == 0) name = user.Text("username") ?? id;
        return new(id, Bounded(name), user.IsTrue("is_bot"));
    }

    private static string Bounded(string name) => name.Length <= NameLengthMax ? name : name[..NameLengthMax];
}
