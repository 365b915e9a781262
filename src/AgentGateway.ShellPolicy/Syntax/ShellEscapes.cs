using System.Globalization;
using System.Text;

namespace AgentGateway.ShellPolicy.Syntax;

/// <summary>Backslash escapes as <c>$'…'</c>, <c>printf</c> and <c>echo -e</c> know them.</summary>
internal static class ShellEscapes
{
    /// <summary>Null where it means something that is not known here.</summary>
    /// <param name="isEcho">
    /// As <c>echo -e</c> has it: an octal number begins with a zero that does not count, and a quote keeps its backslash.
    /// </param>
    /// <param name="nul">What stands for the character 0; null where that is not known.</param>
    public static string? Decode(string text, bool isEcho = false, char? nul = null)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var decoded = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 >= text.Length)
            {
                decoded.Append(text[at]);
                continue;
            }

            var kind = text[++at];
            switch (kind)
            {
                case 'a' or 'b' or 'e' or 'E' or 'f' or 'n' or 'r' or 't' or 'v':
                    decoded.Append(Control(kind));
                    break;
                case '\\':
                    decoded.Append(kind);
                    break;
                case '\'' or '"' or '?' when !isEcho:
                    decoded.Append(kind);
                    break;
                case 'x' or 'u' or 'U' or (>= '0' and <= '7'):
                    var (from, digitsMax, numberBase) = kind switch
                    {
                        'x' => (at + 1, 2, 16),
                        'u' => (at + 1, 4, 16),
                        'U' => (at + 1, 8, 16),
                        '0' when isEcho && at + 1 < text.Length => (at + 1, 3, 8),
                        _ => (at, isEcho ? 0 : 3, 8),
                    };
                    var (number, length) = Number(text, from, digitsMax, numberBase);

                    // A byte that is no ASCII character is a part of another one.
                    var isByte = kind is not ('u' or 'U');
                    if (length == 0 || number > (isByte ? 0x7F : 0x10FFFF) || number is >= 0xD800 and <= 0xDFFF)
                        return null;
                    if (number == 0 && nul is null) return null;
                    decoded.Append(number == 0 ? nul!.ToString() : char.ConvertFromUtf32((int)number));
                    at = from + length - 1;
                    break;
                default:
                    return null;
            }
        }

        return decoded.ToString();
    }

    private static char Control(char letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'f' => '\f',
        'v' => '\v',
        'a' => '\a',
        'b' => '\b',
        _ => '\u001b',
    };

    /// <summary>The number that stands there, and of how many digits it is.</summary>
    private static (long Number, int Length) Number(string text, int from, int digitsMax, int numberBase)
    {
        var (number, length) = (0L, 0);
        while (length < digitsMax && from + length < text.Length && Digit(text[from + length]) is var digit
            && digit < numberBase)
        {
            number = (number * numberBase) + digit;
            length++;
        }

        return (number, length);
    }

    private static int Digit(char character) =>
        char.IsAsciiHexDigit(character)
            ? int.Parse(character.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : 99;
}
