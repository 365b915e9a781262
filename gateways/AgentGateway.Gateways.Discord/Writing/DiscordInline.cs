using System.Text;
using System.Text.RegularExpressions;

namespace AgentGateway.Gateways.Discord.Writing;

/// <summary>The inside of one line that is no fenced code.</summary>
internal static partial class DiscordInline
{
    public static void Append(StringBuilder rendered, string line)
    {
        for (var at = 0; at < line.Length;)
            at += line[at] switch
            {
                '`' => Code(rendered, line, at),
                '\\' when at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at + 1]) is false =>
                    Copied(rendered, line, at, 2),
                '|' when Runs(line, at, '|') >= 2 => Escaped(rendered, line, at, Runs(line, at, '|')),
                '_' when Runs(line, at, '_') == 2 => Underscores(rendered, line, at),
                '<' when Special().IsMatch(line.AsSpan(at)) => Escaped(rendered, line, at, 1),
                '@' when Everyone().IsMatch(line.AsSpan(at)) => Apart(rendered),
                '!' when at + 1 < line.Length && line[at + 1] == '[' => 1,
                _ => Copied(rendered, line, at, 1),
            };
    }

    /// <summary>
    /// A span of code as it is; backticks that open none are escaped, as they could pair with later ones.
    /// </summary>
    private static int Code(StringBuilder rendered, string line, int at)
    {
        var length = Runs(line, at, '`');
        for (var end = at + length; end < line.Length;)
        {
            if (line[end] != '`')
            {
                end++;
                continue;
            }

            var closing = Runs(line, end, '`');
            if (closing == length) return Copied(rendered, line, at, end + closing - at);
            end += closing;
        }

        return Escaped(rendered, line, at, length);
    }

    /// <summary>Two underscores are bold in CommonMark and a line below the text in Discord.</summary>
    private static int Underscores(StringBuilder rendered, string line, int at)
    {
        var isAfterWord = at > 0 && char.IsLetterOrDigit(line[at - 1]);
        var isBeforeWord = at + 2 < line.Length && char.IsLetterOrDigit(line[at + 2]);
        if (isAfterWord && isBeforeWord) return Escaped(rendered, line, at, 2);
        rendered.Append("**");
        return 2;
    }

    /// <summary>A character without width keeps the word from naming all people.</summary>
    private static int Apart(StringBuilder rendered)
    {
        rendered.Append("@\u200b");
        return 1;
    }

    private static int Copied(StringBuilder rendered, string line, int at, int length)
    {
        rendered.Append(line, at, length);
        return length;
    }

    private static int Escaped(StringBuilder rendered, string line, int at, int length)
    {
        foreach (var letter in line.AsSpan(at, length)) rendered.Append('\\').Append(letter);
        return length;
    }

    private static int Runs(string line, int at, char letter)
    {
        var end = at;
        while (end < line.Length && line[end] == letter) end++;
        return end - at;
    }

    [GeneratedRegex("^<(?:[@#:/]|a:|t:|id:)")]
    private static partial Regex Special();

    [GeneratedRegex("^@(?:everyone|here)")]
    private static partial Regex Everyone();
}
