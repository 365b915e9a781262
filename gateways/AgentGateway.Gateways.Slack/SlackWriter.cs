using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>Writes the arguments of Slack's methods. Texts are <c>mrkdwn</c>, which the writer alone makes.</summary>
internal static class SlackWriter
{
    /// <summary>A section shows at most this many characters.</summary>
    internal const int SectionMax = 3000;

    /// <summary>An update takes at most 4,000 bytes; a message is no longer, so that each can be edited.</summary>
    internal const int MessageBytesMax = 3900;

    private const int ButtonsPerRowMax = 25;
    private const int LabelMax = 75;
    private const int RowsMax = 10;

    /// <summary>How long a text is once it is written for Slack, in bytes.</summary>
    public static int Length(string markdown) => Encoding.UTF8.GetByteCount(SlackMarkdown.Write(markdown));

    /// <summary><c>chat.postMessage</c>.</summary>
    public static JsonObject Post(ChatAddress address, OutboundMessage message)
    {
        var post = Content(message);
        post["channel"] = address.Chat;
        if (address.Thread is { } thread) post["thread_ts"] = thread;
        post["unfurl_links"] = false;
        post["unfurl_media"] = false;
        return post;
    }

    /// <summary><c>chat.update</c>; an empty list of blocks takes away those that the message had.</summary>
    public static JsonObject Update(ChatAddress address, string messageId, OutboundMessage message)
    {
        var update = Content(message);
        update["channel"] = address.Chat;
        update["ts"] = messageId;
        update["blocks"] ??= new JsonArray();
        return update;
    }

    /// <summary><c>chat.startStream</c>, as a reply to a person. Direct messages need not name the person.</summary>
    public static JsonObject StartStream(ChatAddress address, string markdown, ChatPerson? asker)
    {
        var stream = new JsonObject
        {
            ["channel"] = address.Chat, ["thread_ts"] = address.Thread, ["markdown_text"] = SlackText.Escape(markdown),
        };
        if (!SlackReader.IsDirect(address.Chat) && asker is { Team: { } team })
            (stream["recipient_user_id"], stream["recipient_team_id"]) = (asker.Id, team);
        return stream;
    }

    /// <summary><c>chat.appendStream</c> and <c>chat.stopStream</c>, which may have nothing to add.</summary>
    public static JsonObject Stream(string channel, string number, string markdown)
    {
        var stream = new JsonObject { ["channel"] = channel, ["ts"] = number };
        if (markdown.Length > 0) stream["markdown_text"] = SlackText.Escape(markdown);
        return stream;
    }

    /// <summary>An answer at a <c>response_url</c> that its person alone sees.</summary>
    public static JsonObject PrivateAnswer(OutboundMessage message, string? thread)
    {
        var answer = Content(message);
        answer["response_type"] = "ephemeral";
        answer["replace_original"] = false;
        if (thread is not null) answer["thread_ts"] = thread;
        return answer;
    }

    /// <summary><c>chat.postEphemeral</c>.</summary>
    public static JsonObject Ephemeral(string channel, string? thread, string user, OutboundMessage message)
    {
        var post = Content(message);
        post["channel"] = channel;
        post["user"] = user;
        if (thread is not null) post["thread_ts"] = thread;
        return post;
    }

    /// <summary><c>files.completeUploadExternal</c>.</summary>
    public static JsonObject Share(ChatAddress address, string fileId, string title)
    {
        var share = new JsonObject
        {
            ["files"] = new JsonArray(new JsonObject { ["id"] = fileId, ["title"] = title }),
            ["channel_id"] = address.Chat,
        };
        if (address.Thread is { } thread) share["thread_ts"] = thread;
        return share;
    }

    private static JsonObject Content(OutboundMessage message)
    {
        var text = SlackMarkdown.Write(message.Markdown);
        var content = new JsonObject { ["text"] = text };
        if (message.Buttons.Count > 0) content["blocks"] = Blocks(text, message.Buttons);
        return content;
    }

    private static JsonArray Blocks(string text, IReadOnlyList<IReadOnlyList<ChatButton>> rows)
    {
        var blocks = new JsonArray();
        foreach (var section in SlackSections.Split(text, SectionMax))
            blocks.Add((JsonNode)new JsonObject
            {
                ["type"] = "section",
                ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = section },
                ["expand"] = true,
            });
        foreach (var (index, row) in rows.Where(row => row.Count > 0).Take(RowsMax).Index())
            blocks.Add((JsonNode)new JsonObject { ["type"] = "actions", ["elements"] = Buttons(row, index) });
        return blocks;
    }

    private static JsonArray Buttons(IReadOnlyList<ChatButton> row, int rowIndex)
    {
        var buttons = new JsonArray();
        foreach (var (index, button) in row.Take(ButtonsPerRowMax).Index())
        {
            var written = new JsonObject
            {
                ["type"] = "button",
                ["action_id"] = $"agw_{rowIndex}_{index}",
                ["text"] = new JsonObject
                {
                    ["type"] = "plain_text", ["text"] = Shortened(button.Label), ["emoji"] = false,
                },
                ["value"] = button.Data,
            };
            if (button.Style != ChatButtonStyle.Plain)
                written["style"] = button.Style == ChatButtonStyle.Approve ? "primary" : "danger";
            buttons.Add((JsonNode)written);
        }

        return buttons;
    }

    private static string Shortened(string label)
    {
        if (label.Length <= LabelMax) return label.Length == 0 ? "…" : label;
        var end = char.IsHighSurrogate(label[LabelMax - 2]) ? LabelMax - 2 : LabelMax - 1;
        return label[..end] + "…";
    }
}
