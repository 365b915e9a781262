using System.Globalization;
using System.Text;

namespace AgentGateway.ShellPolicy.Syntax;

/// <summary>Backslash escapes as <c>$'…'</c>, <c>printf</c> and <c>echo -e</c> know them.</summary>
internal static class ShellEscapes
{
    /// <summary>Null where it means something that is not known here.</summary>
    public static string? Decode(string text)
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
                case '\\' or '\'' or '"' or '?':
                    decoded.Append(kind);
                    break;
                case 'x' or 'u' or 'U':
                    var hexDigitsMax = kind switch { 'x' => 2, 'u' => 4, _ => 8 };
                    if (!Number(text, at + 1, hexDigitsMax, 16, out var value, out var length))
                        return null;
                    decoded.Append(value);
                    at += length;
                    break;
                case >= '0' and <= '7':
                    if (!Number(text, at, kind == '0' ? 4 : 3, 8, out var octal, out var digits)) return null;
                    decoded.Append(octal);
                    at += digits - 1;
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

    private static bool Number(string text, int from, int digitsMax, int numberBase, out string value, out int length)
    {
        length = 0;
        value = "";
        var sum = 0L;
        while (length < digitsMax && from + length < text.Length && Digit(text[from + length]) is var digit
            && digit < numberBase)
        {
            sum = (sum * numberBase) + digit;
            length++;
        }

        if (length == 0 || sum is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return false;
        value = char.ConvertFromUtf32((int)sum);
        return true;
    }

    private static int Digit(char character) =>
        char.IsAsciiHexDigit(character)
            ? int.Parse(character.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : 99;
}
