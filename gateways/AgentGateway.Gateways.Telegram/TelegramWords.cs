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
        var mentions = Mentions(text, [.. entities]);
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

    /// <summary>
    /// What a link to the bot carries: Telegram sends it behind the command that begins a chat. Null for none.
    /// </summary>
    public static string? Payload(string command) =>
        StartCommand().Match(command) is { Success: true } start ? start.Groups["payload"].Value : null;

    /// <summary>
    /// Where the bot is mentioned, in order. Telegram says where names are; a server that says nothing of a text leaves
    /// them to be found in it.
    /// </summary>
    private List<(int From, int Length)> Mentions(string text, JsonElement[] entities) =>
        entities.Length == 0
            ?
            [
                .. WrittenName().Matches(text).Where(name => IsMe(name.Value[1..]))
                    .Select(name => (name.Index, name.Length)),
            ]
            :
            [
                .. entities.Where(entity => IsMention(text, entity))
                    .Select(entity => ((int)entity.Number("offset")!, (int)entity.Number("length")!))
                    .OrderBy(mention => mention.Item1),
            ];

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

    [GeneratedRegex(@"(?<![\w@/.])@[A-Za-z0-9_]{1,64}(?!\w)")]
    private static partial Regex WrittenName();

    [GeneratedRegex(@"^/[A-Za-z0-9_]{1,32}(?:@(?<bot>[A-Za-z0-9_]{1,64}))?(?=\s|$)")]
    private static partial Regex WrittenCommand();

    [GeneratedRegex(@"^/start (?<payload>[A-Za-z0-9_-]{1,64})$")]
    private static partial Regex StartCommand();
}

/// <param name="Text">The text without the bot's name behind the word.</param>
/// <param name="IsOthers">Whether another bot is named behind the word.</param>
internal sealed record TelegramCommand(string Text, bool IsOthers);
