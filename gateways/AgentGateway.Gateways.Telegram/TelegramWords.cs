using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Finds the bot's own name in what people write. Pure.</summary>
internal sealed partial class TelegramWords(ChatAccount me)
{
    /// <summary>The text without mentions of the bot, and whether there were any.</summary>
    /// <param name="entities">Where Telegram found names, in UTF-16 units of the text.</param>
    public (string Text, bool IsMentioned) Stripped(string text, IEnumerable<JsonElement> entities)
    {
        var mentions = entities.Where(entity => IsMention(text, entity))
            .Select(entity => (From: (int)entity.Number("offset")!.Value, Length: (int)entity.Number("length")!.Value))
            .OrderBy(mention => mention.From).ToList();
        var written = new StringBuilder();
        var at = 0;
        foreach (var (from, length) in mentions)
        {
            if (from < at) continue;
            written.Append(text, at, from - at);
            at = from + length;
            var isFirst = string.IsNullOrWhiteSpace(written.ToString());
            if (isFirst && at < text.Length && text[at] is ',' or ':') at++;
            // Of the blanks on its two sides one stays.
            if ((isFirst || char.IsWhiteSpace(written[^1])) && at < text.Length && text[at] == ' ') at++;
        }

        written.Append(text, at, text.Length - at);
        return mentions.Count > 0 ? (written.ToString().Trim(), true) : (text.Trim(), false);
    }

    /// <summary>A command at the beginning of a text, as it is typed; null where there is none.</summary>
    public TelegramCommand? Command(string text)
    {
        if (WrittenCommand().Match(text) is not { Success: true } command) return null;
        var bot = command.Groups["bot"];
        if (!bot.Success) return new(text, IsOthers: false);
        return IsMe(bot.Value)
            ? new(text.Remove(bot.Index - 1, bot.Length + 1), IsOthers: false)
            : new(text, IsOthers: true);
    }

    private bool IsMention(string text, JsonElement entity)
    {
        if (entity.Number("offset") is not { } from || entity.Number("length") is not { } length
            || from < 0 || length <= 0 || from > text.Length || length > text.Length - from)
            return false;
        return entity.Text("type") switch
        {
            "mention" => text[(int)from] == '@' && IsMe(text.Substring((int)from + 1, (int)length - 1)),
            "text_mention" => entity.Field("user").Id("id") == me.Id,
            _ => false,
        };
    }

    private bool IsMe(string name) => string.Equals(name, me.Name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^/[A-Za-z0-9_]{1,32}(?:@(?<bot>[A-Za-z0-9_]{1,64}))?(?=\s|$)")]
    private static partial Regex WrittenCommand();
}

/// <param name="Text">The text without the bot's name behind the word.</param>
/// <param name="IsOthers">Whether another bot is named behind the word.</param>
internal sealed record TelegramCommand(string Text, bool IsOthers);
