using System.Text;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Writes a text twice at once: with tags, and as it is seen.</summary>
/// <param name="isGroup">Whether names with an at sign are kept from notifying people.</param>
internal sealed class MarkupWriter(bool isGroup)
{
    /// <summary>Telegram takes a name for one from this length on.</summary>
    private const int NameLengthMin = 4;

    /// <summary>Takes no room, and ends what Telegram takes for a name.</summary>
    private const char WordJoiner = '\u2060';

    private readonly StringBuilder _html = new();
    private readonly StringBuilder _plain = new();

    public void Open(string tag) => _html.Append('<').Append(tag).Append('>');

    public void Close(string tag) => _html.Append("</").Append(tag).Append('>');

    /// <summary>Text in which nothing is markup any more.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            Letter(text[at]);
            if (text[at] == '@' && isGroup && BeginsName(text, at)) Letter(WordJoiner);
        }
    }

    /// <summary>Text of fixed width within a line.</summary>
    public void InlineCode(string code) => Fixed("<code>", code, "</code>");

    /// <summary>Lines of fixed width.</summary>
    /// <param name="language">Empty for none; letters, digits and <c>+#_.-</c> only.</param>
    public void Code(string code, string language)
    {
        if (language.Length == 0)
            Fixed("<pre>", code, "</pre>");
        else
            Fixed($"<pre><code class=\"language-{language}\">", code, "</code></pre>");
    }

    /// <summary>Begins a link.</summary>
    /// <param name="address">An address of the web or of mail.</param>
    public void OpenLink(string address)
    {
        _html.Append("<a href=\"");
        foreach (var letter in address) _html.Append(letter == '"' ? "&quot;" : Escaped(letter));
        _html.Append("\">");
    }

    public TelegramText Finish() => new(_html.ToString(), _plain.ToString());

    private void Fixed(string begin, string code, string end)
    {
        _html.Append(begin);
        foreach (var letter in code) Letter(letter);
        _html.Append(end);
    }

    private void Letter(char letter)
    {
        _html.Append(Escaped(letter));
        _plain.Append(letter);
    }

    private bool BeginsName(ReadOnlySpan<char> text, int at)
    {
        var before = at > 0 ? text[at - 1] : _plain.Length > 1 ? _plain[^2] : ' ';
        if (char.IsLetterOrDigit(before) || before == '_') return false;
        var end = at + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return end - at - 1 >= NameLengthMin;
    }

    private static string Escaped(char letter) => letter switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => letter.ToString(),
    };
}
