using System.Text;
using System.Text.RegularExpressions;

namespace AgentGateway.Gateways.Discord.Writing;

/// <summary>
/// CommonMark as Discord's Markdown, line by line. What Discord would read in another way is changed or escaped, and
/// nothing outside code becomes a mention, a spoiler or an emoji. Code stays as it is; an open fence is closed.
/// </summary>
internal static partial class DiscordMarkdown
{
    private const string Fence = "```";

    /// <summary>How long the text is for Discord, which counts at most as many letters as UTF-16 has units.</summary>
    public static int Length(string markdown) => Render(markdown).Length;

    public static string Render(string markdown)
    {
        var rendered = new StringBuilder(markdown.Length + 16);
        (char Sign, int Length, int Indent)? fence = null;
        foreach (var line in Clean(markdown).Split('\n'))
        {
            if (rendered.Length > 0) rendered.Append('\n');
            if (fence is { } open)
            {
                if (IsEnd(line, open.Sign, open.Length))
                {
                    rendered.Append(Fence);
                    fence = null;
                    continue;
                }

                rendered.Append(Code(line, open.Indent));
            }
            else if (FenceStart().Match(line) is { Success: true } start)
            {
                var signs = start.Groups["signs"].Value;
                fence = (signs[0], signs.Length, start.Groups["indent"].Length);
                rendered.Append(Fence).Append(start.Groups["language"].Value);
            }
            else
            {
                AppendLine(rendered, line);
            }
        }

        return fence is null ? rendered.ToString() : rendered.Append('\n').Append(Fence).ToString();
    }

    private static bool IsEnd(string line, char sign, int length)
    {
        var signs = line.Trim();
        return signs.Length >= length && signs.All(letter => letter == sign);
    }

    /// <summary>Three backticks within code would end it for Discord, whatever the fence is.</summary>
    private static string Code(string line, int indent)
    {
        var spaces = 0;
        while (spaces < indent && spaces < line.Length && line[spaces] == ' ') spaces++;
        return line[spaces..].Replace(Fence, "``\u200b`", StringComparison.Ordinal);
    }

    private static void AppendLine(StringBuilder rendered, string line)
    {
        if (Rule().IsMatch(line))
        {
            rendered.Append("---");
        }
        else if (Quote().Match(line) is { Success: true } quote)
        {
            rendered.Append("> ");
            DiscordInline.Append(rendered, quote.Groups["text"].Value);
        }
        else if (SmallHeading().Match(line) is { Success: true } heading)
        {
            rendered.Append("**");
            DiscordInline.Append(rendered, heading.Groups["text"].Value.TrimEnd(' ', '\t', '#'));
            rendered.Append("**");
        }
        else if (PlusItem().Match(line) is { Success: true } item)
        {
            rendered.Append(item.Groups["indent"].Value).Append("- ");
            DiscordInline.Append(rendered, item.Groups["text"].Value);
        }
        else
        {
            // Discord shows a line that begins so in small letters.
            if (line.StartsWith("-# ", StringComparison.Ordinal)) rendered.Append('\\');
            DiscordInline.Append(rendered, line);
        }
    }

    /// <summary>Without control characters and halves of surrogate pairs, which are no text.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            if (rune.Value is '\n' or '\t' || !Rune.IsControl(rune))
                clean.Append(rune.ToString());
        return clean.ToString();
    }

    [GeneratedRegex(@"^(?<indent> {0,3})(?<signs>(?>`{3,}|~{3,}))(?>[ \t]*)(?<language>(?>[A-Za-z0-9+#._-]*))[^`]*$")]
    private static partial Regex FenceStart();

    [GeneratedRegex(@"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^ {0,3}>[> ]*(?<text>.*)$")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^ {0,3}#{4,6}[ \t]+(?<text>.*)$")]
    private static partial Regex SmallHeading();

    [GeneratedRegex(@"^(?<indent> *)\+ (?<text>.*)$")]
    private static partial Regex PlusItem();
}
