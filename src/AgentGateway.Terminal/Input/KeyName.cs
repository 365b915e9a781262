using System.Globalization;

namespace AgentGateway.Terminal.Input;

/// <summary>
/// A key as people write it: modifiers and a name, such as <c>enter</c>, <c>ctrl-c</c>, <c>shift-tab</c>, <c>C-M-x</c>
/// or <c>f5</c>.
/// </summary>
internal readonly record struct KeyName(bool Shift, bool Alt, bool Control, string Name)
{
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["return"] = "enter", ["cr"] = "enter", ["esc"] = "escape", ["bspace"] = "backspace", ["bs"] = "backspace",
        ["del"] = "delete", ["dc"] = "delete",
        ["ins"] = "insert", ["ic"] = "insert", ["pageup"] = "page-up", ["pgup"] = "page-up", ["ppage"] = "page-up",
        ["pagedown"] = "page-down",
        ["pgdn"] = "page-down", ["pgdown"] = "page-down", ["npage"] = "page-down", ["btab"] = "backtab",
        ["spc"] = "space",
        ["arrow-up"] = "up", ["arrow-down"] = "down", ["arrow-left"] = "left", ["arrow-right"] = "right",
    };

    private static readonly Dictionary<string, string> UpperFunctionKeys = Enumerable.Range(1, 12).ToDictionary(
        number => string.Create(CultureInfo.InvariantCulture, $"f{number + 12}"),
        number => string.Create(CultureInfo.InvariantCulture, $"f{number}"));

    /// <summary>Modifiers are joined by <c>-</c> or <c>+</c>, and a single character is its own name.</summary>
    public static KeyName Parse(string text)
    {
        var key = new KeyName(false, false, false, text);
        while (key.Name.Length > 1)
        {
            var end = key.Name.IndexOfAny(['-', '+'], 1);
            if (end < 0 || end == key.Name.Length - 1) break;
            var modified = key.Name[..end] switch
            {
                "S" or "shift" or "Shift" => key with { Shift = true },
                "M" or "A" or "alt" or "Alt" or "meta" or "Meta" or "option" => key with { Alt = true },
                "C" or "^" or "ctrl" or "Ctrl" or "control" or "Control" => key with { Control = true },
                _ => key,
            };
            if (modified == key) break;
            key = modified with { Name = key.Name[(end + 1)..] };
        }

        if (key.Name.Length == 1) return key;
        var name = key.Name.Replace('_', '-').ToLowerInvariant();
        name = OtherNames.GetValueOrDefault(name, name);
        if (name == "backtab") return key with { Shift = true, Name = "tab" };
        // Terminals have twelve function keys; f13 to f24 are the same ones with shift (terminfo of xterm, kf13 to kf24).
        return UpperFunctionKeys.TryGetValue(name, out var lower)
            ? key with { Shift = true, Name = lower }
            : key with { Name = name };
    }
}
