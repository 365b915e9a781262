using System.Text;
using System.Text.RegularExpressions;

namespace AgentGateway.Gateways.Telegram;

/// <summary>A text as Telegram takes it.</summary>
/// <param name="Html">With the tags that Telegram knows, each closed.</param>
/// <param name="Plain">What the reader sees of it, which is what Telegram counts.</param>
internal sealed record TelegramText(string Html, string Plain);

/// <summary>
/// Turns Markdown into Telegram's HTML. Telegram has no headings, lists, rules or tables, so these become bold lines,
/// bullets, dashes and fixed-width text. Any text gives markup that Telegram accepts: what does not close is shown as
/// it
/// stands, and an unclosed fence ends with the text. Pure; takes time in proportion to the length.
/// </summary>
internal static partial class TelegramMarkup
{
    /// <summary>
    /// How long a text counts at most, in UTF-16 units after the markup is read. Marks count as if they were shown, so
    /// that no beginning of a text is longer than the whole: a mark whose other end is cut off is shown. A text within
    /// 4,096 also has less than the 32 KiB, tags included, beyond which Telegram refuses a request.
    /// </summary>
    public static int Length(string markdown) =>
        // A name with an at sign may get one character more.
        markdown.Length + markdown.AsSpan().Count('@');

    /// <param name="isGroup">
    /// Names with an at sign would notify the people of a group, so they are kept from it there.
    /// </param>
    public static TelegramText Render(string markdown, bool isGroup)
    {
        var lines = Clean(markdown).Split('\n');
        var written = new MarkupWriter(isGroup);
        for (var at = 0; at < lines.Length;)
        {
            if (at > 0) written.Text("\n");
            at = Block(lines, at, written);
        }

        var text = written.Finish();
        return text.Plain.Any(IsVisible) ? text : new("(no text)", "(no text)");
    }

    /// <summary>Writes the block that begins at a line, and gives the line after it.</summary>
    private static int Block(string[] lines, int at, MarkupWriter written)
    {
        var line = lines[at];
        if (Fence().Match(line) is { Success: true } fence) return CodeBlock(lines, at, fence, written);
        if (Heading().Match(line) is { Success: true } heading)
        {
            written.Open("b");
            InlineMarkup.Write(heading.Groups["text"].Value, written);
            written.Close("b");
            return at + 1;
        }

        if (Rule().IsMatch(line))
        {
            written.Text("———");
            return at + 1;
        }

        if (line.StartsWith('>')) return Quote(lines, at, written);
        if (IsTable(lines, at)) return Table(lines, at, written);
        if (Bullet().Match(line) is { Success: true } bullet)
        {
            written.Text($"{bullet.Groups["indent"].Value}• ");
            InlineMarkup.Write(bullet.Groups["text"].Value, written);
            return at + 1;
        }

        var end = at + 1;
        while (end < lines.Length && lines[end].Length > 0 && lines[end - 1].Length > 0 && IsText(lines, end)) end++;
        InlineMarkup.Write(string.Join('\n', lines[at..end]), written);
        return end;
    }

    private static int CodeBlock(string[] lines, int at, Match fence, MarkupWriter written)
    {
        var (mark, indent) = (fence.Groups["mark"].Value, fence.Groups["indent"].Length);
        var end = at + 1;
        while (end < lines.Length && !Closes(lines[end], mark)) end++;
        var language = Language().Match(fence.Groups["info"].Value).Value;
        var code = string.Join('\n', lines[(at + 1)..end].Select(line => Unindented(line, indent)));
        if (code.Length > 0) written.Code(code, language);
        return Math.Min(end + 1, lines.Length);
    }

    private static bool Closes(string line, string mark)
    {
        var trimmed = line.Trim();
        return trimmed.Length >= mark.Length && trimmed.All(letter => letter == mark[0]);
    }

    private static string Unindented(string line, int indent)
    {
        var cut = 0;
        while (cut < indent && cut < line.Length && line[cut] == ' ') cut++;
        return line[cut..];
    }

    private static int Quote(string[] lines, int at, MarkupWriter written)
    {
        var end = at;
        while (end < lines.Length && lines[end].StartsWith('>')) end++;
        written.Open("blockquote");
        InlineMarkup.Write(
            string.Join('\n', lines[at..end].Select(line => line[1..]).Select(line => Unindented(line, 1))), written);
        written.Close("blockquote");
        return end;
    }

    private static bool IsTable(string[] lines, int at) =>
        at + 1 < lines.Length && lines[at].Contains('|', StringComparison.Ordinal)
        && TableRule().IsMatch(lines[at + 1]);

    private static int Table(string[] lines, int at, MarkupWriter written)
    {
        var end = at + 2;
        while (end < lines.Length && lines[end].Contains('|', StringComparison.Ordinal)) end++;
        written.Code(string.Join('\n', lines[at..end]), "");
        return end;
    }

    private static bool IsText(string[] lines, int at) =>
        !lines[at].StartsWith('>') && !IsTable(lines, at) && !Fence().IsMatch(lines[at])
        && !Heading().IsMatch(lines[at]) && !Rule().IsMatch(lines[at]) && !Bullet().IsMatch(lines[at]);

    /// <summary>Without what cannot be sent: control characters, and halves of characters.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsHighSurrogate(letter) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                clean.Append(letter).Append(text[++at]);
            else if (char.IsSurrogate(letter))
                clean.Append('\uFFFD');
            else if (letter == '\r')
                clean.Append(at + 1 < text.Length && text[at + 1] == '\n' ? "" : "\n");
            else if (letter is '\n' or '\t' || !char.IsControl(letter))
                clean.Append(letter);
        }

        return clean.ToString();
    }

    private static bool IsVisible(char letter) =>
        !char.IsWhiteSpace(letter)
        && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format;

    [GeneratedRegex("^(?<indent> {0,3})(?<mark>`{3,}|~{3,})(?<info>[^`]*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex("^ {0,3}#{1,6}[ \t]+(?<text>.*?)[ \t]*#*[ \t]*$")]
    private static partial Regex Heading();

    [GeneratedRegex("^ {0,3}(?:(?:-[ \t]*){3,}|(?:\\*[ \t]*){3,}|(?:_[ \t]*){3,})$", RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex("^(?<indent>[ \t]*)[-*+][ \t]+(?<text>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", RegexOptions.NonBacktracking)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"(?<=^\s*)[A-Za-z0-9+#_.-]{1,32}")]
    private static partial Regex Language();
}
