using System.Globalization;
using System.Text;

namespace AgentGateway.Terminal.Tmux;

/// <summary>Writing commands so that tmux reads exactly the words that were meant.</summary>
internal static class TmuxText
{
    private const string PlainCharacters = "_-./:=@+,";

    /// <summary>
    /// One command. Every word with a character that tmux's parser could understand (quotes, variables, comments, line
    /// ends, other than ASCII) is quoted, with those as octal escapes.
    /// </summary>
    public static string Command(params IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    /// <summary>For arguments in which tmux expands formats.</summary>
    public static string NoFormat(string text) => text.Replace("#", "##", StringComparison.Ordinal);

    /// <summary>For the command of <c>pipe-pane</c>, in which tmux expands formats and times.</summary>
    public static string NoFormatOrTime(string text) => NoFormat(text).Replace("%", "%%", StringComparison.Ordinal);

    private static string Word(string text)
    {
        if (text.Length > 0 && text.All(IsPlain)) return text;
        var quoted = new StringBuilder("\"");
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain((char)value) || value == ' ') quoted.Append((char)value);
            else quoted.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || PlainCharacters.Contains(character);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
