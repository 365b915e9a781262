using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>
/// Reads HTML as strictly as the Bot API does: known tags, each closed in order, and nothing unescaped.
/// </summary>
internal static partial class TelegramHtml
{
    private static readonly string[] Tags =
    [
        "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler",
    ];

    /// <summary>What is shown; null where the Bot API refuses it with "can't parse entities".</summary>
    public static string? Shown(string html)
    {
        var shown = new StringBuilder();
        var open = new Stack<string>();
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            if (!Append(html[at..tag.Index])) return null;
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            if (!Tags.Contains(name)) return null;
            if (tag.Groups["slash"].Length == 0)
                open.Push(name);
            else if (!open.TryPop(out var opened) || opened != name)
                return null;
        }

        return Append(html[at..]) && open.Count == 0 ? shown.ToString() : null;

        bool Append(string text)
        {
            if (text.Contains('<') || LooseAmpersand().IsMatch(text)) return false;
            shown.Append(WebUtility.HtmlDecode(text));
            return true;
        }
    }

    [GeneratedRegex("<(?<slash>/?)(?<name>[a-z-]+)(?: (?:href|class)=\"[^\"<>]*\")?>")]
    private static partial Regex Tag();

    [GeneratedRegex("&(?!(?:amp|lt|gt|quot|#[0-9]+|#x[0-9a-fA-F]+);)")]
    private static partial Regex LooseAmpersand();
}
