using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Writing;

/// <summary>The gateway's messages as Discord's JSON. Nothing that is sent mentions people.</summary>
internal static class DiscordWriter
{
    public const int LengthMax = 2000;

    private const int Private = 1 << 6;
    private const int WithoutPreviews = 1 << 2;
    private const int Quiet = 1 << 12;
    private const int RowsMax = 5;
    private const int ButtonsInRowMax = 5;
    private const int LabelLengthMax = 80;
    private const int NonceLengthMax = 25;
    private const int ThreadNameLengthMax = 100;

    /// <summary>A message to a channel or thread.</summary>
    /// <param name="replyTo">The message of the same channel that it replies to; null for none.</param>
    /// <exception cref="ChatException">The text is too long.</exception>
    public static JsonObject Message(OutboundMessage message, string? replyTo)
    {
        var body = Body(message, WithoutPreviews | (message.IsQuiet ? Quiet : 0));
        if (message.Buttons.Count > 0) body["components"] = Rows(message);
        if (message.Key is { Length: > 0 and <= NonceLengthMax })
        {
            body["nonce"] = message.Key;
            body["enforce_nonce"] = true;
        }

        if (replyTo is not null)
            body["message_reference"] = new JsonObject
            {
                ["message_id"] = replyTo,
                ["fail_if_not_exists"] = false,
            };
        return body;
    }

    /// <summary>A message of the bot's, shown anew: buttons that are not given are removed.</summary>
    public static JsonObject Edit(OutboundMessage message)
    {
        var body = Body(message, WithoutPreviews);
        body["components"] = Rows(message);
        return body;
    }

    /// <summary>An answer that only the person sees who used the command or button.</summary>
    public static JsonObject PrivateMessage(OutboundMessage message)
    {
        var body = Body(message, Private | WithoutPreviews);
        if (message.Buttons.Count > 0) body["components"] = Rows(message);
        return body;
    }

    /// <summary>The first answer to an interaction.</summary>
    public static JsonObject Callback(int type, JsonObject? data)
    {
        var body = new JsonObject { ["type"] = type };
        if (data is not null) body["data"] = data;
        return body;
    }

    /// <summary>What a first answer says that only announces a private one.</summary>
    public static JsonObject PrivateLater() => new() { ["flags"] = Private };

    public static JsonObject Candidates(IEnumerable<ChatCandidate> candidates)
    {
        const int LengthMax = 100;
        const int CountMax = 25;
        var choices = new JsonArray();
        var fitting = candidates.Where(candidate => candidate.Value.Length is > 0 and <= LengthMax);
        foreach (var candidate in fitting.Take(CountMax))
            choices.Add((JsonNode)new JsonObject
            {
                ["name"] = Cut(candidate.Label is "" ? candidate.Value : candidate.Label, LengthMax),
                ["value"] = candidate.Value,
            });
        return new() { ["choices"] = choices };
    }

    /// <summary>A thread for a conversation.</summary>
    public static JsonObject Thread(string? title)
    {
        var name = string.Join(' ', (title ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new() { ["name"] = name.Length == 0 ? "Conversation" : Cut(name, ThreadNameLengthMax) };
    }

    private static JsonObject Body(OutboundMessage message, int flags)
    {
        var content = DiscordMarkdown.Render(message.Markdown);
        if (content.Length > LengthMax)
            throw new ChatException(
                ChatFaultKind.TooLarge, $"The text has {content.Length} letters, and Discord takes {LengthMax}.");
        var body = new JsonObject
        {
            ["content"] = content,
            ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray(), ["replied_user"] = false },
            ["flags"] = flags,
        };
        if (message.File is { } file)
            body["attachments"] = new JsonArray(new JsonObject { ["id"] = 0, ["filename"] = file.Name });
        return body;
    }

    /// <summary>Discord takes five rows of five buttons; a longer row is continued in the next one.</summary>
    private static JsonArray Rows(OutboundMessage message)
    {
        var rows = new JsonArray();
        foreach (var row in message.Buttons.SelectMany(row => row.Chunk(ButtonsInRowMax)).Take(RowsMax))
        {
            var buttons = new JsonArray();
            foreach (var button in row) buttons.Add((JsonNode)Button(button));
            rows.Add((JsonNode)new JsonObject { ["type"] = 1, ["components"] = buttons });
        }

        return rows;
    }

    private static JsonObject Button(ChatButton button) => new()
    {
        ["type"] = 2,
        ["style"] = button.Style switch
        {
            ChatButtonStyle.Approve => 3,
            ChatButtonStyle.Deny => 4,
            _ => 2,
        },
        ["label"] = Cut(button.Label, LabelLengthMax),
        ["custom_id"] = button.Data,
    };

    /// <summary>The beginning of a text. Where it is cut, it ends with an ellipsis and with a whole letter.</summary>
    private static string Cut(string text, int lengthMax)
    {
        if (text.Length <= lengthMax) return text;
        var end = lengthMax - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }
}
