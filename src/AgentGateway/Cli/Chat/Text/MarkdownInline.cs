using System.Text;

namespace AgentGateway.Cli.Chat.Text;

/// <summary>
/// The Markdown within a line: emphasis, code and links. A mark without its counterpart stays as it was written, so
/// that no character of an answer is lost.
/// </summary>
internal static class MarkdownInline
{
    /// <summary>A longer line is shown as it was written: the search for counterparts would take too long.</summary>
    public const int CharactersMax = 4_000;

    private static readonly (string Mark, TextStyle Style)[] Emphasis =
    [
        ("**", TextStyle.Bold),
        ("__", TextStyle.Bold),
        ("~~", TextStyle.Strike),
        ("*", TextStyle.Italic),
        ("_", TextStyle.Italic),
    ];

    public static IReadOnlyList<StyledRun> Runs(string text, TextStyle style)
    {
        if (text.Length > CharactersMax) return [new(text, style)];
        var runs = new List<StyledRun>();
        Add(runs, text, style);
        return runs;
    }

    private static void Add(List<StyledRun> runs, string text, TextStyle style)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\\' && at + 1 < text.Length && char.IsPunctuation(text[at + 1]))
            {
                plain.Append(text[at + 1]);
                at += 2;
                continue;
            }

            var before = runs.Count;
            var end = Code(runs, text, at, style) ?? Emphasised(runs, text, at, style) ?? Link(runs, text, at, style);
            if (end is null)
            {
                // All of a row of marks that mark nothing, so that its second character is not taken for a beginning.
                var same = at + 1;
                while (text[at] is '`' or '*' or '_' or '~' && same < text.Length && text[same] == text[at]) same++;
                plain.Append(text, at, same - at);
                at = same;
                continue;
            }

            if (plain.Length > 0) runs.Insert(before, new(plain.ToString(), style));
            plain.Clear();
            at = end.Value;
        }

        if (plain.Length > 0) runs.Add(new(plain.ToString(), style));
    }

    private static int? Code(List<StyledRun> runs, string text, int at, TextStyle style)
    {
        if (text[at] != '`') return null;
        var ticks = 1;
        while (at + ticks < text.Length && text[at + ticks] == '`') ticks++;
        for (var end = at + ticks; end < text.Length; end++)
        {
            if (text[end] != '`') continue;
            var found = 1;
            while (end + found < text.Length && text[end + found] == '`') found++;
            if (found == ticks)
            {
                var code = text[(at + ticks)..end];
                if (code is [' ', _, .., ' '] && code.Trim().Length > 0) code = code[1..^1];
                runs.Add(new(code, style | TextStyle.Code));
                return end + ticks;
            }

            end += found - 1;
        }

        return null;
    }

    private static int? Emphasised(List<StyledRun> runs, string text, int at, TextStyle style)
    {
        foreach (var (mark, added) in Emphasis)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) != 0) continue;
            var start = at + mark.Length;
            // Within a word an underscore belongs to a name.
            if (start >= text.Length || char.IsWhiteSpace(text[start]) || text[start] == mark[0]
                || (mark[0] == '_' && at > 0 && char.IsLetterOrDigit(text[at - 1])))
                return null;
            if (ClosingOf(text, mark, start) is not { } end) return null;
            Add(runs, text[start..end], style | added);
            return end + mark.Length;
        }

        return null;
    }

    private static int? ClosingOf(string text, string mark, int start)
    {
        for (var at = start + 1; at + mark.Length <= text.Length; at++)
        {
            if (text[at] == '`' && text.IndexOf('`', at + 1) is > 0 and var code)
            {
                at = code;
                continue;
            }

            if (text[at] != mark[0] || text[at - 1] == '\\') continue;
            var length = 1;
            while (at + length < text.Length && text[at + length] == mark[0]) length++;
            if (length >= mark.Length && (length == mark.Length || length > 2)
                && !char.IsWhiteSpace(text[at - 1])
                && (mark[0] != '_' || at + length == text.Length || !char.IsLetterOrDigit(text[at + length])))
                return at + length - mark.Length;
            at += length - 1;
        }

        return null;
    }

    /// <summary>The words of a link, and its address behind them, since it may lead elsewhere than they say.</summary>
    private static int? Link(List<StyledRun> runs, string text, int at, TextStyle style)
    {
        if (text[at] == '<' && text.AsSpan(at + 1).StartsWith("http") && text.IndexOf('>', at) is > 0 and var close)
        {
            if (text.AsSpan(at, close - at).Contains(' ')) return null;
            runs.Add(new(text[(at + 1)..close], style | TextStyle.Underline));
            return close + 1;
        }

        var start = text[at] == '!' && at + 1 < text.Length ? at + 1 : at;
        if (text[start] != '[' || text.IndexOf("](", start, StringComparison.Ordinal) is not (> 0 and var middle))
            return null;
        if (text.IndexOf(')', middle) is not (> 0 and var end)) return null;
        var (words, address) = (text[(start + 1)..middle], text[(middle + 2)..end]);
        if (words.Length == 0 || words.Contains('[') || address.Length == 0 || address.Contains(' ')) return null;
        Add(runs, words, style | TextStyle.Underline);
        if (words != address) runs.Add(new($" ({address})", style | TextStyle.Dim));
        return end + 1;
    }
}
