using System.Text;
using System.Text.RegularExpressions;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// CommonMark as Slack's <c>mrkdwn</c>. Everything that Slack could read as a mention or a link of its own is escaped;
/// what it has no form for (headings, tables) is shown by what it has.
/// </summary>
internal static partial class SlackMarkdown
{
    private const string Fence = "```";

    public static string Write(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        List<string> written = [];
        for (var index = 0; index < lines.Length;)
            index = FenceOf(lines[index]) is { } fence ? WriteCode(lines, index, fence, written)
                : IsTable(lines, index) ? WriteTable(lines, index, written)
                : WriteLine(lines, index, written);
        return string.Join('\n', written).Trim('\n');
    }

    /// <summary>Code up to the line that closes it or, where that is missing, to the end.</summary>
    private static int WriteCode(string[] lines, int index, string fence, List<string> written)
    {
        written.Add(Fence);
        for (index++; index < lines.Length && !IsClosing(lines[index], fence); index++) written.Add(Code(lines[index]));
        written.Add(Fence);
        return index + 1;
    }

    /// <summary>Slack has no tables; the columns stand under one another in code.</summary>
    private static int WriteTable(string[] lines, int index, List<string> written)
    {
        written.Add(Fence);
        for (; index < lines.Length && lines[index].Contains('|'); index++) written.Add(Code(lines[index]));
        written.Add(Fence);
        return index;
    }

    private static int WriteLine(string[] lines, int index, List<string> written)
    {
        var line = lines[index];
        var prefix = new StringBuilder();
        while (Quote().Match(line) is { Success: true } quote)
        {
            prefix.Append("> ");
            line = line[quote.Length..];
        }

        if (Rule().IsMatch(line)) written.Add(prefix + "———");
        else if (Heading().Match(line) is { Success: true } heading)
            written.Add(prefix + Bold(SlackSpans.Write(heading.Groups["title"].Value)));
        else if (Bullet().Match(line) is { Success: true } bullet)
            written.Add(prefix + bullet.Groups["indent"].Value + "• " + SlackSpans.Write(line[bullet.Length..]));
        else written.Add(prefix + SlackSpans.Write(line));
        return index + 1;
    }

    private static string Bold(string title) =>
        title.Length == 0 ? "" : $"*{title.Replace("*", "", StringComparison.Ordinal)}*";

    /// <summary>Three backticks would end the code for Slack, so something invisible stands between them.</summary>
    private static string Code(string line) =>
        SlackText.Escape(line).Replace(Fence, "``\u200b`", StringComparison.Ordinal);

    private static string? FenceOf(string line) =>
        Opening().Match(line) is { Success: true } opening ? opening.Groups["fence"].Value : null;

    private static bool IsClosing(string line, string fence)
    {
        var trimmed = line.Trim();
        return trimmed.Length >= fence.Length && trimmed.All(character => character == fence[0]);
    }

    private static bool IsTable(string[] lines, int index) =>
        index + 1 < lines.Length && lines[index].Contains('|') && lines[index + 1].Contains('|')
        && Delimiters().IsMatch(lines[index + 1]);

    [GeneratedRegex(@"^ {0,3}(?<fence>`{3,}(?=[^`]*$)|~{3,})", RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^ {0,3}> ?", RegexOptions.CultureInvariant)]
    private static partial Regex Quote();

    [GeneratedRegex(@"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+(?<title>.*?)[ \t]*#*[ \t]*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<indent>[ \t]*)[-*+][ \t]+(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[ \t|:-]*-[ \t|:-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Delimiters();
}
