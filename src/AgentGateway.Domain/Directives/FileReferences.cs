namespace AgentGateway.Domain.Directives;

/// <summary>
/// Finds <c>@path</c> and <c>@"path with spaces"</c> in a message. The runtime looks whether such a path is a file of
/// the workspace; if not, it stays plain text. Code spans and fences are passed over, because an <c>@</c> in them is
/// code.
/// </summary>
public static class FileReferences
{
    private const string Opening = "([{<\"'";
    private const string Closing = ".,;:!?)]}>\"'";

    /// <summary>The paths as they are written, in order, each once, at most <paramref name="countMax"/>.</summary>
    public static IReadOnlyList<string> Find(string text, int countMax)
    {
        var found = new List<string>();
        var at = 0;
        while (at < text.Length && found.Count < countMax)
        {
            if (text[at] == '`')
            {
                at = SkipCode(text, at);
                continue;
            }

            if (text[at] == '@'
                && (at == 0
                    || char.IsWhiteSpace(text[at - 1])
                    || Opening.Contains(text[at - 1], StringComparison.Ordinal)))
            {
                var (path, end) = PathAt(text, at + 1);
                if (path.Length > 0 && !found.Contains(path)) found.Add(path);
                at = end;
                continue;
            }

            at++;
        }

        return found;
    }

    private static (string Path, int End) PathAt(string text, int start)
    {
        if (start < text.Length && text[start] == '"')
        {
            var close = text.IndexOf('"', start + 1);
            if (close > 0 && !text.AsSpan(start, close - start).Contains('\n'))
                return (text[(start + 1)..close], close + 1);
        }

        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '`') end++;
        return (text[start..end].TrimEnd([.. Closing]), end);
    }

    /// <summary>
    /// The index after the code span or fence that begins here; after the back-quotes alone where nothing closes it.
    /// </summary>
    private static int SkipCode(string text, int start)
    {
        var ticks = 1;
        while (start + ticks < text.Length && text[start + ticks] == '`') ticks++;
        var close = text.IndexOf(new string('`', ticks), start + ticks, StringComparison.Ordinal);
        return close < 0 ? start + ticks : close + ticks;
    }
}
