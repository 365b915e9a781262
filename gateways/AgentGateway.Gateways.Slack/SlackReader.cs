using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// Understands what Slack sends, whether it came over a socket or as a request. Never throws: what it does not
/// understand is skipped with the reason.
/// </summary>
/// <param name="nameOf">The name of a person as Slack shows it; null where it is not known.</param>
internal sealed class SlackReader(SlackBot bot, Func<string, string?> nameOf)
{
    public const string Platform = "slack";

    /// <summary>The chat that something belongs to, so that what belongs together is stored in its order.</summary>
    public static string ChatOf(JsonElement payload)
    {
        var happened = payload.Object("event") ?? payload;
        return happened.Text("channel") ?? happened.Object("channel")?.Text("id") ?? happened.Text("channel_id")
            ?? happened.Object("container")?.Text("channel_id") ?? "";
    }

    /// <summary>The people whose names are needed to show something.</summary>
    public static IEnumerable<string> PeopleOf(JsonElement payload)
    {
        var happened = payload.Object("event") ?? payload;
        var said = happened.Object("message") ?? happened;
        if (said.Text("user") is { } author) yield return author;
        if (payload.Object("user")?.Text("id") is { } presser) yield return presser;
        if (payload.Text("user_id") is { } commander) yield return commander;
        foreach (var person in SlackText.MentionedPeople(said.Text("text") ?? "")) yield return person;
    }

    /// <summary>Whether a channel is a direct message, by its id.</summary>
    public static bool IsDirect(string channel) => channel.StartsWith('D');

    /// <summary>An event of the Events API, in its outer <c>event_callback</c>.</summary>
    public SlackReading ReadEvent(JsonElement payload)
    {
        if (payload.Text("type") == "app_rate_limited")
            return SlackReading.NotUnderstood(
                "Slack held events back, because there were more than it delivers in an hour.");
        if (payload.Object("event") is not { } happened || happened.Text("type") is not { } type)
            return SlackReading.NotUnderstood("Slack sent an event that says not what happened.");
        return type switch
        {
            "message" or "app_mention" => ReadMessage(
                happened, isMention: type == "app_mention", payload.Text("team_id")),
            "channel_left" or "group_left" => Closed(payload, happened, "The bot was removed from the channel."),
            "channel_archive" or "group_archive" => Closed(payload, happened, "The channel was archived."),
            "channel_deleted" or "group_deleted" => Closed(payload, happened, "The channel was deleted."),
            "channel_id_changed" => Moved(payload, happened),
            "app_uninstalled" => Revoked("The app was removed from the workspace."),
            "tokens_revoked" when happened.Object("tokens") is { } tokens && tokens.Items("bot").Any() =>
                Revoked("The bot's token was revoked."),
            _ => SlackReading.Nothing,
        };
    }

    /// <summary>A slash command: <c>/agw WORD …</c> becomes <c>/WORD …</c>.</summary>
    public SlackReading ReadCommand(JsonElement payload)
    {
        if (payload.Text("channel_id") is not { } channel || payload.Text("user_id") is not { } user
            || payload.Text("trigger_id") is not { } trigger)
            return SlackReading.NotUnderstood("Slack sent a command without its channel, its author or its id.");
        var words = SlackText.Read(payload.Text("text") ?? "", bot.UserId, nameOf).TrimStart('/').TrimStart();
        var name = payload.Text("channel_name");
        return SlackReading.Of(new InboundMessage(
            "command:" + trigger,
            Address(channel, null),
            trigger,
            new(IsDirect(channel, null), channel, Title: name is "directmessage" or "privategroup" ? null : name),
            new(user, nameOf(user) ?? payload.Text("user_name") ?? user) { Team = payload.Text("team_id") },
            "/" + (words.Length == 0 ? "help" : words))
        {
            Addressing = Addressing.Command,
            PrivateAnswer = payload.Text("response_url"),
        });
    }

    /// <summary>A press on a button of a message.</summary>
    public SlackReading ReadInteraction(JsonElement payload)
    {
        if (payload.Text("type") != "block_actions") return SlackReading.Nothing;
        var (container, message) = (payload.Object("container"), payload.Object("message"));
        if ((payload.Object("channel")?.Text("id") ?? container?.Text("channel_id")) is not { } channel
            || (container?.Text("message_ts") ?? message?.Text("ts")) is not { } shown
            || payload.Object("user") is not { } presser || presser.Text("id") is not { } user)
            return SlackReading.NotUnderstood("Slack sent a press without its channel, its message or its person.");
        // The first message of a thread carries its own number as the thread's once it was replied to.
        var thread = message?.Text("thread_ts") ?? container?.Text("thread_ts");
        if (thread == shown) thread = null;
        var answer = new SlackPressAnswer(payload.Text("response_url"), channel, thread, user).Write();
        var name = payload.Object("channel")?.Text("name");
        var place = new ChatLocation(
            IsDirect(channel, null), channel, Title: name is "directmessage" or "privategroup" ? null : name);
        var author = new ChatPerson(
            user, nameOf(user) ?? presser.Text("name") ?? presser.Text("username") ?? user);
        return new()
        {
            Events =
            [
                .. payload.Items("actions").Select((action, index) => new InboundPress(
                    $"press:{shown}:{action.Text("action_ts") ?? payload.Text("trigger_id")}:{user}:{index}",
                    Address(channel, thread), place, author, action.Text("value") ?? "", shown, answer)),
            ],
        };
    }

    /// <param name="workspace">In which the bot got it; its author may belong to another.</param>
    private SlackReading ReadMessage(JsonElement happened, bool isMention, string? workspace)
    {
        if (happened.Text("channel") is not { } channel || happened.Text("ts") is not { } number)
            return SlackReading.NotUnderstood("Slack sent a message without its channel or its time.");
        return happened.Text("subtype") switch
        {
            null or "file_share" or "thread_broadcast" or "me_message" or "bot_message" =>
                Said(happened, channel, number, isMention, workspace),
            "message_changed" => Changed(happened, channel),
            "message_deleted" => Deleted(happened, channel),
            _ => SlackReading.Nothing,
        };
    }

    private SlackReading Said(
        JsonElement happened, string channel, string number, bool isMention, string? workspace)
    {
        if (IsOwn(happened)) return SlackReading.Nothing;
        if (AuthorOf(happened) is not { } author)
            return SlackReading.NotUnderstood("Slack sent a message without its author.");
        var text = happened.Text("text") ?? "";
        var thread = happened.Text("thread_ts");
        var isDirect = IsDirect(channel, happened.Text("channel_type"));
        var files = happened.Items("files").Select(SlackFiles.Read).ToList();
        var isReply = thread is not null && thread != number;
        List<string> notUnderstood = [.. files.Select(file => file.NotUnderstood).OfType<string>()];
        if (text.Length == 0 && files.Count == 0)
            notUnderstood.Add(
                happened.Items("attachments").Any() ? "a forwarded message" : "an unknown kind of message");
        return SlackReading.Of(new InboundMessage(
            $"{channel}:{number}",
            Address(channel, thread ?? number),
            number,
            new(isDirect, channel),
            // In a channel that organisations share, an author's own team stands beside that of the message.
            author with { Team = happened.Text("user_team") ?? happened.Text("team") ?? workspace },
            SlackText.Read(text, bot.UserId, nameOf))
        {
            Addressing = isDirect ? Addressing.Direct
                : isMention || SlackText.MentionedPeople(text).Contains(bot.UserId) ? Addressing.Mention
                : isReply && happened.Text("parent_user_id") == bot.UserId ? Addressing.Reply
                : Addressing.None,
            ReplyTo = isReply ? thread : null,
            Files = [.. files.Select(file => file.File).OfType<InboundFile>()],
            NotUnderstood = notUnderstood,
        });
    }

    /// <summary>Slack also tells of a message anew when it shows a preview of a link or gets a reply.</summary>
    private SlackReading Changed(JsonElement happened, string channel)
    {
        if (happened.Object("message") is not { } message || message.Text("ts") is not { } number)
            return SlackReading.NotUnderstood("Slack sent a change without the message that it changed.");
        if (message.Text("subtype") == "tombstone")
            return SlackReading.Of(new InboundDeletion(
                $"{channel}:{number}:deleted", Address(channel, message.Text("thread_ts") ?? number), number));
        if (message.Object("edited")?.Text("ts") is not { } edited
            || IsOwn(message)
            || AuthorOf(message) is not { IsBot: false } author
            || message.Text("text") == happened.Object("previous_message")?.Text("text"))
            return SlackReading.Nothing;
        return SlackReading.Of(new InboundEdit(
            $"{channel}:{number}:{edited}",
            Address(channel, message.Text("thread_ts") ?? number),
            number,
            author,
            SlackText.Read(message.Text("text") ?? "", bot.UserId, nameOf)));
    }

    private SlackReading Deleted(JsonElement happened, string channel)
    {
        var previous = happened.Object("previous_message");
        if ((happened.Text("deleted_ts") ?? previous?.Text("ts")) is not { } number)
            return SlackReading.NotUnderstood("Slack sent a deletion without the message that is gone.");
        if (previous is { } own && IsOwn(own)) return SlackReading.Nothing;
        return SlackReading.Of(new InboundDeletion(
            $"{channel}:{number}:deleted", Address(channel, previous?.Text("thread_ts") ?? number), number));
    }

    private SlackReading Closed(JsonElement payload, JsonElement happened, string reason) =>
        happened.Text("channel") is { } channel
            ? SlackReading.Of(new InboundClosed(EventId(payload, happened), Address(channel, null), reason))
            : SlackReading.NotUnderstood("Slack sent an event of a channel without the channel.");

    private SlackReading Moved(JsonElement payload, JsonElement happened) =>
        happened.Text("old_channel_id") is { } old && happened.Text("new_channel_id") is { } next
            ? SlackReading.Of(new InboundMoved(EventId(payload, happened), Address(old, null), next))
            : SlackReading.NotUnderstood("Slack sent a channel's new id without both ids.");

    private static SlackReading Revoked(string reason) => new()
    {
        Fault = new(ChatFaultKind.BadToken, reason)
        {
            Hint = "Install the app to the workspace again, and set the new BotToken.",
        },
    };

    private static string EventId(JsonElement payload, JsonElement happened) =>
        payload.Text("event_id")
        ?? $"{happened.Text("type")}:{ChatOf(payload)}:{happened.Text("event_ts")}";

    private bool IsOwn(JsonElement message) =>
        message.Text("user") == bot.UserId || (bot.BotId is { } own && message.Text("bot_id") == own);

    private ChatPerson? AuthorOf(JsonElement message)
    {
        var (user, other) = (message.Text("user"), message.Text("bot_id"));
        if ((user ?? other) is not { } id) return null;
        var isBot = other is not null || message.Text("subtype") == "bot_message";
        var shown = message.Object("bot_profile")?.Text("name") ?? message.Text("username");
        return new(id, (isBot ? shown : null) ?? nameOf(id) ?? shown ?? id, isBot);
    }

    private ChatAddress Address(string channel, string? thread) => new(Platform, bot.UserId, channel, thread);

    private static bool IsDirect(string channel, string? kind) => kind is null ? IsDirect(channel) : kind == "im";
}
