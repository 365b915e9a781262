using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace AgentGateway.Runtime.Web;

/// <summary>
/// The text of a page as a person would read it: headings, paragraphs, lists, links with their addresses. It is
/// no browser: it reads any page, also a malformed one, in time proportional to its length, because each character is
/// passed once and a search that fails is not repeated. The text is at most three times as long as the page.
/// </summary>
public static class HtmlText
{
    private const int TagCharactersMax = 64 * 1024;

    /// <summary>Elements whose content is not text for readers.</summary>
    private static readonly FrozenSet<string> Silent = new[]
    {
        "script", "style", "noscript", "template", "svg", "iframe", "object",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "table", "tr",
        "blockquote", "pre", "form", "figure", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
        "br", "title", "option", "details", "summary",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <exception cref="OperationCanceledException">The call that wanted the text was cancelled.</exception>
    public static string Of(string html, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(Math.Min(html.Length, 256 * 1024));
        var state = new State { LastEnd = html.LastIndexOf('>') };
        var at = 0;
        while (at < html.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var open = html.IndexOf('<', at);
            if (open < 0) open = html.Length;
            if (open > at) Append(text, html.AsSpan(at, open - at), state);
            if (open == html.Length) break;
            at = Tag(html, open, text, state);
        }

        return Tidy(text);
    }

    /// <summary>Reads the tag that begins at that <c>&lt;</c>, and answers the index after it.</summary>
    private static int Tag(string html, int open, StringBuilder text, State state)
    {
        if (html.AsSpan(open).StartsWith("<!--")) return After(html, "-->", open + 4);
        var closing = open + 1 < html.Length && html[open + 1] == '/';
        var from = open + (closing ? 2 : 1);
        var end = from;
        while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] == '-')) end++;
        var isDeclaration = end < html.Length && end == from && html[end] is '!' or '?';
        if (end == from && !isDeclaration)
        {
            // "<3" is no tag. Its end is not looked for, or a page of many would be searched again for each.
            Append(text, "<", state);
            return open + 1;
        }

        var close = state.LastEnd < open ? -1 : EndOf(html, open);
        if (close < 0)
        {
            Append(text, html.AsSpan(open), state);
            return html.Length;
        }

        if (isDeclaration) return close + 1;
        var name = html[from..end].ToLowerInvariant();
        if (name == "head")
        {
            if (closing || state.HadHead) return close + 1;
            state.HadHead = true;
            return Head(html, close + 1, text);
        }

        if (Silent.Contains(name) && !closing && html[close - 1] != '/') return AfterElement(html, name, close + 1);
        if (Blocks.Contains(name)) Break(text, name, closing);
        if (name == "pre") state.Preformatted = !closing;
        if (name is "td" or "th" && closing) text.Append(" | ");
        if (name == "a") Link(text, state, closing ? null : Attribute(html.AsSpan(end, close - end), "href"), closing);
        if (name == "img" && Attribute(html.AsSpan(end, close - end), "alt") is { Length: > 0 } alt)
            Append(text, $"[{alt}]", state);
        return close + 1;
    }

    /// <summary>The <c>&gt;</c> of a tag; those in quoted values do not end it.</summary>
    private static int EndOf(string html, int open)
    {
        var quote = '\0';
        for (var at = open + 1; at < Math.Min(html.Length, open + TagCharactersMax); at++)
        {
            if (quote != '\0') quote = html[at] == quote ? '\0' : quote;
            else if (html[at] is '"' or '\'' && html[at - 1] is '=' or ' ') quote = html[at];
            else if (html[at] == '>') return at;
        }

        return html.IndexOf('>', open);
    }

    /// <summary>Reads the title of the head and skips the rest.</summary>
    private static int Head(string html, int from, StringBuilder text)
    {
        var end = html.IndexOf("</head", from, StringComparison.OrdinalIgnoreCase);
        if (end < 0) return from;
        var title = html.IndexOf("<title", from, end - from, StringComparison.OrdinalIgnoreCase);
        if (title >= 0
            && html.IndexOf('>', title) is var begins and > 0
            && html.IndexOf('<', begins) is var ends
            && ends > begins)
            text.Append("# ").Append(WebUtility.HtmlDecode(html[(begins + 1)..ends].Trim())).Append("\n\n");
        return After(html, ">", end);
    }

    private static int AfterElement(string html, string name, int from)
    {
        var end = html.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : After(html, ">", end);
    }

    private static int After(string html, string mark, int from)
    {
        var at = from > html.Length ? -1 : html.IndexOf(mark, from, StringComparison.Ordinal);
        return at < 0 ? html.Length : at + mark.Length;
    }

    private static void Break(StringBuilder text, string name, bool closing)
    {
        text.Append(name is "br" or "tr" or "li" or "dt" or "dd" or "option" ? "\n" : "\n\n");
        if (closing) return;
        if (name == "li") text.Append("- ");
        if (name.Length == 2 && name[0] == 'h' && char.IsAsciiDigit(name[1]))
            text.Append('#', name[1] - '0').Append(' ');
        if (name == "hr") text.Append("---\n");
    }

    private static void Link(StringBuilder text, State state, string? target, bool closing)
    {
        if (!closing)
        {
            (state.Target, state.LinkBegan) = (target, text.Length);
            return;
        }

        // An address that repeats the text is left out, and so is one that a person could not open.
        if (state.Target is { Length: > 0 } address
            && !address.StartsWith('#')
            && !address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && state.LinkBegan < text.Length
            && text.ToString(state.LinkBegan, text.Length - state.LinkBegan).Trim() != address)
            text.Append(" (").Append(address).Append(')');
        state.Target = null;
    }

    private static string? Attribute(ReadOnlySpan<char> tag, string name)
    {
        for (var at = tag.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            var rest = tag[(at + name.Length)..].TrimStart();
            if (at > 0 && char.IsWhiteSpace(tag[at - 1]) && rest.StartsWith('='))
            {
                rest = rest[1..].TrimStart();
                var quoted = rest.Length > 0 && rest[0] is '"' or '\'';
                var value = quoted ? rest[1..] : rest;
                var end = quoted ? value.IndexOf(rest[0]) : value.IndexOfAny(" \t\n\r>");
                return WebUtility.HtmlDecode(value[..(end < 0 ? value.Length : end)].ToString());
            }

            var next = tag[(at + 1)..].IndexOf(name, StringComparison.OrdinalIgnoreCase);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    private static void Append(StringBuilder text, ReadOnlySpan<char> piece, State state)
    {
        var decoded = WebUtility.HtmlDecode(piece.ToString());
        if (state.Preformatted)
        {
            text.Append(decoded);
            return;
        }

        foreach (var character in decoded)
        {
            if (!char.IsWhiteSpace(character)) text.Append(character);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n')) text.Append(' ');
        }
    }

    private static string Tidy(StringBuilder text)
    {
        var tidy = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.ToString().EnumerateLines())
        {
            var kept = line.TrimEnd(" |");
            if (kept.IsWhiteSpace())
            {
                empty++;
                continue;
            }

            if (tidy.Length > 0) tidy.Append(empty > 0 ? "\n\n" : "\n");
            tidy.Append(kept);
            empty = 0;
        }

        return tidy.ToString();
    }

    private sealed class State
    {
        public bool Preformatted { get; set; }

        /// <summary>
        /// Where the last tag can end. It is looked for once, so that a page with many unclosed tags is not searched
        /// again for each of them.
        /// </summary>
        public int LastEnd { get; init; }

        public bool HadHead { get; set; }

        public string? Target { get; set; }

        public int LinkBegan { get; set; }
    }
}
