using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>What a message contains. Pure.</summary>
/// <param name="Entities">Where Telegram found names and formats in the text.</param>
internal sealed record TelegramContent(
    string Text, IEnumerable<JsonElement> Entities, IReadOnlyList<InboundFile> Files,
    IReadOnlyList<string> NotUnderstood)
{
    private const int FileNameLengthMax = 255;

    /// <summary>Files by the field that has them, and the name that they get where the person gave none.</summary>
    private static readonly (string Field, string Ending)[] FileKinds =
    [
        ("document", ""), ("video", ".mp4"), ("audio", ".mp3"), ("animation", ".mp4"),
    ];

    private static readonly (string Field, string Words)[] OtherKinds =
    [
        ("voice", "a voice message"), ("video_note", "a video message"), ("sticker", "a sticker"),
        ("venue", "a place"), ("location", "a location"), ("contact", "a contact"), ("poll", "a poll"),
        ("dice", "a die"), ("game", "a game"), ("story", "a story"), ("paid_media", "paid media"),
        ("checklist", "a checklist"), ("giveaway", "a giveaway"), ("invoice", "an invoice"),
        ("live_photo", "a live photo"),
    ];

    /// <summary>
    /// Beginnings of the fields by which Telegram tells what happened in a chat, and not what a person says.
    /// </summary>
    private static readonly string[] Notices =
    [
        "new_chat_", "left_chat_", "delete_chat_photo", "group_chat_created", "supergroup_chat_created",
        "channel_chat_created", "message_auto_delete", "pinned_message", "successful_payment", "refunded_payment",
        "users_shared", "chat_shared", "connected_website", "write_access_allowed", "passport_data", "proximity_alert",
        "boost_added", "chat_background_set", "forum_topic_", "general_forum_topic_", "giveaway_", "video_chat_",
        "web_app_data", "checklist_tasks_", "direct_message_price", "paid_message_price", "suggested_post_", "gift",
        "unique_gift", "chat_owner_", "managed_bot_",
    ];

    /// <summary>The content; null where nothing was said.</summary>
    public static TelegramContent? Of(JsonElement message, string messageId)
    {
        var isCaption = !message.Has("text");
        var text = message.Text(isCaption ? "caption" : "text") ?? "";
        InboundFile[] files = [.. FilesOf(message, messageId)];
        string[] others = [.. OtherKinds.Where(kind => message.Has(kind.Field)).Select(kind => kind.Words).Take(1)];
        if (text.Length == 0 && files.Length == 0 && others.Length == 0)
        {
            if (message.EnumerateObject().Any(field => IsNotice(field.Name))) return null;
            others = ["a message of a kind that AgentGateway does not know"];
        }

        return new(text, message.Items(isCaption ? "caption_entities" : "entities"), files, others);
    }

    private static bool IsNotice(string field) =>
        Notices.Any(notice => field.StartsWith(notice, StringComparison.Ordinal));

    private static IEnumerable<InboundFile> FilesOf(JsonElement message, string messageId)
    {
        // The sizes of one picture, of which the last is the largest.
        if (message.Items("photo").LastOrDefault(size => size.Text("file_id") is not null) is
            { ValueKind: JsonValueKind.Object } photo)
            yield return new(photo.Text("file_id")!, $"photo-{messageId}.jpg", photo.Number("file_size"));
        // Telegram writes an animation twice, the second time as a document for old programs.
        foreach (var (field, ending) in FileKinds)
            if (message.Field(field) is var file && file.Text("file_id") is { } reference
                && (field != "document" || !message.Has("animation")))
                yield return new(reference, Name(file, $"{field}-{messageId}{ending}"), file.Number("file_size"));
    }

    private static string Name(JsonElement file, string otherwise)
    {
        var letters = (file.Text("file_name") ?? "")
            .Where(letter => letter is not ('/' or '\\') && !char.IsControl(letter));
        var given = string.Concat(letters).Trim();
        return given.Trim('.').Length == 0 ? otherwise
            : given.Length <= FileNameLengthMax ? given
            : given[^FileNameLengthMax..];
    }
}
