using System.Buffers;
using System.Text;

namespace AgentGateway.Gateways.Slack;

/// <summary>The spans within a line: code, links, strong, emphasised and struck text.</summary>
internal static class SlackSpans
{
    /// <summary>Nested deeper than this, marks are shown as they are.</summary>
    private const int DepthMax = 8;

    /// <summary>How far a closing mark is searched, so that a long line of nothing but marks is no work.</summary>
    private const int SpanMax = 2000;

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t<>\"`)]*|");

    public static string Write(string line) => Write(line, 0);

    private static string Write(string line, int depth)
    {
        var written = new StringBuilder(line.Length + 16);
        for (var at = 0; at < line.Length;)
        {
            var taken = line[at] switch
            {
                '\\' => Escaped(line, at, written),
                '`' => Code(line, at, written),
                '<' => Autolink(line, at, written),
                '[' or '!' => Link(line, at, written),
                'h' => BareAddress(line, at, written),
                '*' or '_' or '~' when depth < DepthMax => Marked(line, at, depth, written),
                _ => 0,
            };
            if (taken == 0) AppendEscaped(written, line[at++]);
            at += taken;
        }

        return written.ToString();
    }

    private static int Escaped(string line, int at, StringBuilder written)
    {
        if (at + 1 >= line.Length || !(char.IsPunctuation(line[at + 1]) || char.IsSymbol(line[at + 1]))) return 0;
        AppendEscaped(written, line[at + 1]);
        return 2;
    }

    private static int Code(string line, int at, StringBuilder written)
    {
        var run = RunOf(line, at);
        for (var end = line.IndexOf('`', at + run); end >= 0; end = line.IndexOf('`', end))
        {
            var closing = RunOf(line, end);
            if (closing == run)
            {
                var code = line[(at + run)..end];
                if (code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && code.Contains('`')) code = code[1..^1];
                written.Append('`').Append(SlackText.Escape(code)).Append('`');
                return end + run - at;
            }

            end += closing;
            if (end >= line.Length) break;
        }

        written.Append('`', run);
        return run;
    }

    /// <summary><c>&lt;https://…&gt;</c>; any other angle bracket is a character.</summary>
    private static int Autolink(string line, int at, StringBuilder written)
    {
        var end = line.IndexOf('>', at, Math.Min(SpanMax, line.Length - at));
        if (end < 0 || AddressOf(line[(at + 1)..end]) is not { } address) return 0;
        written.Append('<').Append(address).Append('>');
        return end + 1 - at;
    }

    /// <summary><c>[text](address)</c>, and a picture as a link to it.</summary>
    private static int Link(string line, int at, StringBuilder written)
    {
        var open = line[at] == '!' ? at + 1 : at;
        if (open >= line.Length || line[open] != '[') return 0;
        var close = line.IndexOf("](", open, Math.Min(SpanMax, line.Length - open), StringComparison.Ordinal);
        if (close < 0) return 0;
        var end = line.IndexOf(')', close, Math.Min(SpanMax, line.Length - close));
        if (end < 0) return 0;
        // An address may have a pair of brackets of its own, as those of encyclopedias have.
        var hasBracket = line.AsSpan(close + 2, end - close - 2).Contains('(');
        if (hasBracket && end + 1 < line.Length && line[end + 1] == ')') end++;
        var (text, target) = (line[(open + 1)..close], line[(close + 2)..end].Trim().Split(' ')[0]);
        if (AddressOf(target) is not { } address) return 0;
        var shown = SlackText.Escape(text).Replace('|', '/').Replace('\n', ' ').Trim();
        written.Append('<').Append(address);
        if (shown.Length > 0) written.Append('|').Append(shown);
        written.Append('>');
        return end + 1 - at;
    }

    /// <summary>An address in the text, whose signs mark nothing.</summary>
    private static int BareAddress(string line, int at, StringBuilder written)
    {
        var rest = line.AsSpan(at);
        if (!rest.StartsWith("https://", StringComparison.Ordinal)
            && !rest.StartsWith("http://", StringComparison.Ordinal))
            return 0;
        var length = rest.IndexOfAny(AddressEnds);
        if (length < 0) length = rest.Length;
        written.Append(SlackText.Escape(rest[..length].ToString()));
        return length;
    }

    private static int Marked(string line, int at, int depth, StringBuilder written)
    {
        var (mark, run) = (line[at], RunOf(line, at));
        if (mark == '~' && run != 2) return Literal(line, at, run, written);
        var width = Math.Min(run, 3);
        if (run > 3 || !Opens(line, at, run)) return Literal(line, at, run, written);
        var end = ClosingOf(line, at + width, mark, width);
        if (end < 0) return Literal(line, at, run, written);
        var inner = Write(line[(at + width)..end], depth + 1);
        var (before, after) = (mark, width) switch
        {
            ('~', _) => ("~", "~"),
            (_, 1) => ("_", "_"),
            (_, 2) => ("*", "*"),
            _ => ("*_", "_*"),
        };
        written.Append(before).Append(inner).Append(after);
        return end + width - at;
    }

    private static bool Opens(string line, int at, int run)
    {
        if (at + run >= line.Length || char.IsWhiteSpace(line[at + run])) return false;
        return line[at] != '_' || at == 0 || !char.IsLetterOrDigit(line[at - 1]);
    }

    /// <summary>Where a run of that many marks closes what one opened; less than zero for nowhere.</summary>
    private static int ClosingOf(string line, int from, char mark, int width)
    {
        var limit = Math.Min(line.Length, from + SpanMax);
        for (var at = from; at < limit;)
        {
            if (line[at] == '`')
            {
                var codeEnd = line.IndexOf('`', at + 1);
                at = codeEnd < 0 ? at + 1 : codeEnd + 1;
                continue;
            }

            if (line[at] == '\\') { at += 2; continue; }
            if (line[at] != mark) { at++; continue; }
            var run = RunOf(line, at);
            if (run == width && at > from && !char.IsWhiteSpace(line[at - 1])
                && (mark != '_' || at + run >= line.Length || !char.IsLetterOrDigit(line[at + run])))
                return at;
            at += run;
        }

        return -1;
    }

    private static int Literal(string line, int at, int run, StringBuilder written)
    {
        written.Append(line, at, run);
        return run;
    }

    private static int RunOf(string line, int at)
    {
        var end = at;
        while (end < line.Length && line[end] == line[at]) end++;
        return end - at;
    }

    /// <summary>An address as Slack wants it between brackets; null where it is none that people may follow.</summary>
    private static string? AddressOf(string text) =>
        (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        && !text.Any(char.IsWhiteSpace)
            ? SlackText.Escape(text).Replace("|", "%7C", StringComparison.Ordinal)
            : null;

    private static void AppendEscaped(StringBuilder written, char character) => _ = character switch
    {
        '&' => written.Append("&amp;"),
        '<' => written.Append("&lt;"),
        '>' => written.Append("&gt;"),
        _ => written.Append(character),
    };
}
