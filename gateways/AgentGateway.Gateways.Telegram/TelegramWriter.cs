using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Writes the arguments of the Bot API's methods. Pure.</summary>
internal static class TelegramWriter
{
    public const int TextLengthMax = 4096;
    public const int CaptionLengthMax = 1024;

    /// <summary>So many updates come in one answer at most.</summary>
    public const int UpdatesMax = 100;

    private const int AnswerLengthMax = 200;

    /// <summary>
    /// A longer answer to a press is shown until it is closed, because a line that fades is not read.
    /// </summary>
    private const int FadingLengthMax = 60;

    /// <summary>The kinds of updates that are understood; Telegram keeps the others to itself.</summary>
    private static readonly string[] Kinds = ["message", "edited_message", "callback_query", "my_chat_member"];

    public static JsonObject GetUpdates(long? offset, TimeSpan wait)
    {
        var written = new JsonObject
        {
            ["timeout"] = (int)wait.TotalSeconds, ["limit"] = UpdatesMax, ["allowed_updates"] = AllowedUpdates(),
        };
        if (offset is { } from) written["offset"] = from;
        return written;
    }

    public static JsonObject SetWebhook(TelegramAccess access) => new()
    {
        ["url"] = access.WebhookUrl,
        ["secret_token"] = access.WebhookSecret,
        ["allowed_updates"] = AllowedUpdates(),
        ["drop_pending_updates"] = false,
    };

    public static JsonObject DeleteWebhook() => new() { ["drop_pending_updates"] = false };

    /// <summary>
    /// The menu of commands. Telegram takes words of at most 32 letters, digits and underscores, 100 of them.
    /// </summary>
    public static JsonObject SetMyCommands(IEnumerable<ChatCommandWord> commands)
    {
        var list = new JsonArray();
        foreach (var command in commands.Where(command => IsWord(command.Name)).Take(100))
        {
            var summary = command.Argument is null ? command.Summary : $"{command.Argument}: {command.Summary}";
            var description = Cut(summary.Trim(), 256);
            list.Add((JsonNode)new JsonObject
            {
                ["command"] = command.Name,
                ["description"] = description.Length > 0 ? description : command.Name,
            });
        }

        return new() { ["commands"] = list };
    }

    /// <summary>Whether the menu that Telegram has is the one that is wanted.</summary>
    /// <param name="known">The answer to <c>getMyCommands</c>.</param>
    public static bool IsMenu(JsonObject wanted, JsonElement known) =>
        known.ValueKind == JsonValueKind.Array
        && wanted["commands"]!.AsArray()
            .Select(command => ((string?)command!["command"], (string?)command["description"]))
            .SequenceEqual(
                known.EnumerateArray().Select(command => (command.Text("command"), command.Text("description"))));

    /// <param name="text">Rendered for the address.</param>
    public static JsonObject SendMessage(
        ChatAddress address, OutboundMessage message, TelegramText text, bool isPlain = false)
    {
        var written = To(address);
        Text(written, "text", text, isPlain);
        written["link_preview_options"] = new JsonObject { ["is_disabled"] = true };
        Manners(written, address, message);
        if (message.Buttons.Count > 0) written["reply_markup"] = Keyboard(message);
        return written;
    }

    /// <summary>What stands beside the file; the file itself is a part of the form.</summary>
    /// <param name="caption">Rendered for the address; null for a file alone.</param>
    public static JsonObject SendDocument(
        ChatAddress address, OutboundMessage message, TelegramText? caption, bool isPlain = false)
    {
        var written = To(address);
        Manners(written, address, message);
        if (caption is null) return written;
        Text(written, "caption", caption, isPlain);
        if (message.Buttons.Count > 0) written["reply_markup"] = Keyboard(message);
        return written;
    }

    /// <param name="field"><c>text</c>, or <c>caption</c> of a file.</param>
    public static JsonObject Edit(
        ChatAddress address, string messageId, OutboundMessage message, string field, TelegramText text, bool isPlain)
    {
        var written = new JsonObject { ["chat_id"] = Id(address.Chat), ["message_id"] = Id(messageId) };
        Text(written, field, text, isPlain);
        if (field == "text") written["link_preview_options"] = new JsonObject { ["is_disabled"] = true };
        written["reply_markup"] = Keyboard(message);
        return written;
    }

    public static JsonObject Typing(ChatAddress address)
    {
        var written = To(address);
        written["action"] = "typing";
        return written;
    }

    public static JsonObject Reaction(ChatAddress address, string messageId, string emoji) => new()
    {
        ["chat_id"] = Id(address.Chat),
        ["message_id"] = Id(messageId),
        ["reaction"] = new JsonArray(new JsonObject { ["type"] = "emoji", ["emoji"] = emoji }),
    };

    /// <param name="draft">The same for all texts of one answer; not 0.</param>
    public static JsonObject Draft(ChatAddress address, int draft, TelegramText text)
    {
        var written = To(address);
        written["draft_id"] = draft;
        Text(written, "text", text, isPlain: false);
        return written;
    }

    public static JsonObject AnswerPress(string answer, string? text)
    {
        var written = new JsonObject { ["callback_query_id"] = answer };
        if (string.IsNullOrWhiteSpace(text)) return written;
        written["text"] = Cut(text, AnswerLengthMax);
        written["show_alert"] = text.Length > FadingLengthMax;
        return written;
    }

    /// <summary>Whether a chat has more people than one; their ids are negative.</summary>
    public static bool IsGroup(string chat) => chat.StartsWith('-') || chat.StartsWith('@');

    /// <summary>The chat and the topic. The general topic of a group has the number 1 and must not be named.</summary>
    private static JsonObject To(ChatAddress address)
    {
        var written = new JsonObject { ["chat_id"] = Id(address.Chat) };
        if (address.Thread is { } thread && thread != TelegramReader.GeneralTopic && !thread.StartsWith('m'))
            written["message_thread_id"] = Id(thread);
        return written;
    }

    private static void Manners(JsonObject written, ChatAddress address, OutboundMessage message)
    {
        if (message.IsQuiet) written["disable_notification"] = true;
        var root = address.Thread is { } thread && thread.StartsWith('m') ? thread[1..] : null;
        if ((message.ReplyTo ?? root) is { } replied
            && long.TryParse(replied, CultureInfo.InvariantCulture, out var id))
            written["reply_parameters"] = new JsonObject
            {
                ["message_id"] = id, ["allow_sending_without_reply"] = true,
            };
    }

    private static void Text(JsonObject written, string field, TelegramText text, bool isPlain)
    {
        written[field] = isPlain ? text.Plain : text.Html;
        if (!isPlain) written["parse_mode"] = "HTML";
    }

    private static JsonObject Keyboard(OutboundMessage message)
    {
        var rows = new JsonArray();
        foreach (var row in message.Buttons)
        {
            var written = new JsonArray();
            foreach (var button in row) written.Add((JsonNode)Button(button));
            rows.Add((JsonNode)written);
        }

        return new() { ["inline_keyboard"] = rows };
    }

    private static JsonObject Button(ChatButton button)
    {
        var written = new JsonObject { ["text"] = button.Label, ["callback_data"] = button.Data };
        if (button.Style != ChatButtonStyle.Plain)
            written["style"] = button.Style == ChatButtonStyle.Approve ? "success" : "danger";
        return written;
    }

    private static JsonArray AllowedUpdates()
    {
        var kinds = new JsonArray();
        foreach (var kind in Kinds) kinds.Add((JsonNode)kind);
        return kinds;
    }

    private static JsonNode Id(string id) =>
        long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : id;

    private static bool IsWord(string name) =>
        name.Length is > 0 and <= 32
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    /// <summary>The beginning of a text that is too long, without half of a character at its end.</summary>
    private static string Cut(string text, int lengthMax)
    {
        if (text.Length <= lengthMax) return text;
        var length = lengthMax - 1;
        if (char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length] + "…";
    }
}
