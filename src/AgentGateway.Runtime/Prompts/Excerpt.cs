using System.Globalization;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Prompts;

/// <summary>Text that is bounded, with a mark where something is missing, and text that is fenced as data.</summary>
internal static class Excerpt
{
    /// <summary>
    /// The text; a longer one is cut to that many characters, three quarters from the beginning and the rest from the
    /// end, with a mark between them.
    /// </summary>
    public static string Of(string text, int charactersMax)
    {
        if (text.Length <= charactersMax) return text;
        var head = Whole(text, charactersMax - charactersMax / 4);
        var tail = Whole(text, text.Length - charactersMax / 4);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{text.AsSpan(0, head)}\n[… {tail - head} characters left out …]\n{text.AsSpan(tail)}");
    }

    /// <summary>
    /// The text between markers. The closing marker cannot occur inside, so nothing in the text can pretend to stand
    /// outside of it.
    /// </summary>
    public static string Fenced(string marker, string attributes, string text) =>
        $"<{marker} {attributes}>\n"
        + text.Replace($"</{marker}", $"<\\/{marker}", StringComparison.OrdinalIgnoreCase)
        + $"\n</{marker}>";

    /// <summary>
    /// Messages between markers that name their authors, after a sentence that says what they are; null when there are
    /// none.
    /// </summary>
    public static string? Marked(string marker, string introduction, IEnumerable<Message> messages)
    {
        var fenced = messages.Select(
            message => Fenced(marker, $"from={Quoted(message.Author)}", message.Text)).ToList();
        return fenced.Count == 0 ? null : introduction + "\n" + string.Join("\n", fenced);
    }

    /// <summary>A name as an attribute's value.</summary>
    public static string Quoted(string name) => '"' + name.Replace('"', '\'').ReplaceLineEndings(" ") + '"';

    /// <summary>That index, or the one before it where it would split a character.</summary>
    private static int Whole(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
