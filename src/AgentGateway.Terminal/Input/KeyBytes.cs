using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Input;

/// <summary>The bytes that xterm sends for a key. Pure.</summary>
public static class KeyBytes
{
    private const string Escape = "\x1b";

    /// <summary>Keys whose sequence ends with a letter.</summary>
    private static readonly Dictionary<string, char> Letters = new(StringComparer.Ordinal)
    {
        ["up"] = 'A', ["down"] = 'B', ["right"] = 'C', ["left"] = 'D', ["end"] = 'F', ["home"] = 'H',
        ["f1"] = 'P', ["f2"] = 'Q', ["f3"] = 'R', ["f4"] = 'S',
    };

    /// <summary>Keys whose sequence is a number and a tilde.</summary>
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["insert"] = 2, ["delete"] = 3, ["page-up"] = 5, ["page-down"] = 6,
        ["f5"] = 15, ["f6"] = 17, ["f7"] = 18, ["f8"] = 19, ["f9"] = 20, ["f10"] = 21, ["f11"] = 23, ["f12"] = 24,
    };

    /// <summary>Refused with <c>key_unknown</c>.</summary>
    /// <param name="name">Such as <c>enter</c>, <c>ctrl-c</c>, <c>alt-up</c>, <c>f5</c>, or one character.</param>
    /// <param name="isApplicationCursor">Whether the program has switched the cursor keys to application mode.</param>
    public static Refusal? Encode(string name, bool isApplicationCursor, out byte[] bytes)
    {
        var key = KeyName.Parse(name);
        var text = Named(key, isApplicationCursor) ?? Character(key);
        bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        return text is null
            ? new Refusal("key_unknown", $"There is no key '{name}'.",
                "Keys are single characters, enter, tab, space, backspace, escape, up, down, left, right, home, end, "
                    + "page-up, page-down, insert, delete and f1 to f24, with ctrl-, alt- and shift- before them.")
            : null;
    }

    private static string? Named(KeyName key, bool isApplicationCursor)
    {
        var modifier = 1 + (key.Shift ? 1 : 0) + (key.Alt ? 2 : 0) + (key.Control ? 4 : 0);
        var number = modifier.ToString(CultureInfo.InvariantCulture);
        if (Letters.TryGetValue(key.Name, out var letter))
        {
            if (modifier > 1) return $"{Escape}[1;{number}{letter}";
            return letter >= 'P' || isApplicationCursor ? $"{Escape}O{letter}" : $"{Escape}[{letter}";
        }

        if (Numbers.TryGetValue(key.Name, out var code))
            return string.Create(CultureInfo.InvariantCulture, $"{Escape}[{code}{(modifier > 1 ? ";" + number : "")}~");
        return key.Name switch
        {
            // A plain terminal cannot tell these from the bare key, so the extended form is sent; programs that know
            // them know it.
            "enter" when key.Shift || key.Control => $"{Escape}[13;{number}u",
            "enter" => Prefixed(key, "\r"),
            "tab" when key.Shift => key.Alt || key.Control ? $"{Escape}[1;{number}Z" : $"{Escape}[Z",
            "tab" => key.Control ? $"{Escape}[9;{number}u" : Prefixed(key, "\t"),
            "space" => Prefixed(key, key.Control ? "\0" : " "),
            "backspace" => Prefixed(key, key.Control ? "\b" : "\x7f"),
            "escape" => Prefixed(key, Escape),
            _ => null,
        };
    }

    private static string? Character(KeyName key)
    {
        if (key.Name.Length == 0 || !Rune.TryGetRuneAt(key.Name, 0, out var rune)
            || rune.Utf16SequenceLength != key.Name.Length) return null;
        if (!key.Control) return Prefixed(key, key.Shift ? key.Name.ToUpperInvariant() : key.Name);
        return Control(rune.Value) is { } control ? Prefixed(key, control.ToString()) : null;
    }

    private static char? Control(int character) => character switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '[' or '\\' or ']' or '^' or '_' or '@' => (char)(character & 0x1F),
        ' ' or '2' => '\0',
        '3' => '\x1b',
        '4' => '\x1c',
        '5' => '\x1d',
        '6' or '~' => '\x1e',
        '/' or '-' or '7' => '\x1f',
        '?' or '8' => '\x7f',
        _ => null,
    };

    private static string Prefixed(KeyName key, string text) => key.Alt ? Escape + text : text;
}
