using System.Globalization;
using System.Text;

namespace AgentGateway.Domain.Approvals;

/// <summary>
/// Text as it is shown to a person who decides about it. A character that hides, moves or imitates other text stands as
/// its number (<c>\u202e</c>, <c>\u{e0041}</c>), so that two texts that do different things never look alike.
/// </summary>
public static class VisibleText
{
    /// <summary>More marks than these on one letter would cover the lines above and below it.</summary>
    private const int CombiningMarksMax = 4;

    /// <summary>Letters and symbols without a shape that no category of Unicode tells.</summary>
    private static readonly HashSet<int> Blank =
        [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0x1D159];

    /// <summary>Characters that look like one of ASCII wherever they stand.</summary>
    private static readonly HashSet<int> Imitations =
    [
        0x01C3, 0x0251, 0x0261, 0x037E, 0x0589, 0x05C3, 0x2010, 0x2011, 0x201A, 0x2024, 0x2044, 0x2212, 0x2215, 0x2216,
        0x2217, 0x2223, 0x2236, 0x223C, 0x29F5, 0x29F8, 0x29F9, 0x212A, 0xA789, 0xFE52, 0xFE54, 0xFE55, 0xFE68,
    ];

    /// <summary>Letters of Greek and Cyrillic that look like one of Latin.</summary>
    private static readonly HashSet<int> LatinShapes =
        [.. "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανικορτυχϲϳЅІЈАВЕЗКМНОРСТУХЬавекморстухѕіјһԁԛԝӏүҮԌԍ".Select(letter => (int)letter)];

    /// <summary>Alphabets with letters that look like those of Latin.</summary>
    private static readonly (int First, int Last)[] LookAlikeAlphabets =
    [
        (0x0370, 0x052F), (0x0530, 0x058F), (0x10A0, 0x10FF), (0x13A0, 0x167F), (0x1C80, 0x1C8F), (0x1F00, 0x1FFF),
        (0x2C80, 0x2CFF), (0x2DE0, 0x2DFF), (0xA4D0, 0xA4FF), (0xA640, 0xA69F), (0xAB70, 0xABBF), (0x10280, 0x1044F),
    ];

    private static readonly (int First, int Last)[] RightToLeft =
        [(0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)];

    /// <summary>Latin letters and digits in another dress: full width, mathematical, Roman numerals.</summary>
    private static readonly (int First, int Last)[] OtherForms =
    [
        (0x2160, 0x217F), (0xFF02, 0xFF07), (0xFF0A, 0xFF0B), (0xFF0D, 0xFF19), (0xFF1C, 0xFF1E), (0xFF20, 0xFF5E),
        (0x1D400, 0x1D7FF),
    ];

    private static readonly (int First, int Last)[] VariationSelectors =
        [(0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)];

    /// <summary>A text of several lines: its line ends and tabs stay.</summary>
    public static string Of(string text) => Write(text, "\n", "\t");

    /// <summary>A text that is shown within one line: its line ends and tabs are marked.</summary>
    public static string Line(string text) => Write(text, " ⏎ ", "\\u0009");

    /// <summary>
    /// A text of several lines with a margin before each of them, so that none of its lines can be taken for one of
    /// what is shown around it.
    /// </summary>
    public static string Block(string text, string margin) =>
        margin + Of(text.TrimEnd('\n')).Replace("\n", "\n" + margin, StringComparison.Ordinal);

    /// <summary>The words of a program, one a line and each quoted, so that it is seen where one ends.</summary>
    public static string Words(IEnumerable<string> words) => string.Join('\n', words.Select(Quoted));

    /// <summary>The same in one line; words of plain characters are not quoted.</summary>
    public static string WordsInLine(IEnumerable<string> words) =>
        string.Join(' ', words.Select(word => word.Length > 0 && word.All(IsPlain) ? word : Quoted(word)));

    private static string Quoted(string word) => $"'{Line(word).Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char sign) => char.IsAsciiLetterOrDigit(sign) || "_./:=@%+,-".Contains(sign);

    private static string Write(string text, string lineEnd, string tab)
    {
        if (text.All(sign => sign is >= ' ' and <= '~')) return text;
        var shown = new StringBuilder(text.Length + 16);
        Rune[] runes = [.. text.EnumerateRunes()];
        for (var start = 0; start < runes.Length;)
        {
            if (Separator(runes[start], lineEnd, tab) is { } separator)
            {
                shown.Append(separator);
                start++;
                continue;
            }

            var end = start + 1;
            while (end < runes.Length && Separator(runes[end], lineEnd, tab) is null) end++;
            WriteWord(shown, runes.AsSpan(start..end));
            start = end;
        }

        return shown.ToString();
    }

    private static string? Separator(Rune rune, string lineEnd, string tab) => rune.Value switch
    {
        ' ' => " ",
        '\n' => lineEnd,
        '\t' => tab,
        _ => null,
    };

    /// <summary>What stands between two blanks: alphabets are mixed, and directions turned, within that.</summary>
    private static void WriteWord(StringBuilder shown, ReadOnlySpan<Rune> word)
    {
        var (hasLatin, isTechnical) = (false, false);
        foreach (var rune in word)
        {
            hasLatin |= IsLatin(rune);
            isTechnical |= rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '/' or '\\');
        }

        var marks = 0;
        for (var at = 0; at < word.Length; at++)
        {
            var rune = word[at];
            marks = IsCombining(rune) ? marks + 1 : 0;
            if (Hides(rune, at == 0 ? null : word[at - 1])
                || (marks > 0 && (marks > CombiningMarksMax || at < marks))
                || IsImitation(rune)
                || (isTechnical && IsIn(RightToLeft, rune))
                || (hasLatin && IsIn(LookAlikeAlphabets, rune) && LooksLatin(word, at)))
                shown.Append(NumberOf(rune));
            else shown.Append(rune.ToString());
        }
    }

    /// <summary>
    /// A letter of another alphabet in a word with Latin letters: among them in one name, or in a name that could be
    /// written in Latin letters as well. <c>файл.txt</c> is neither.
    /// </summary>
    private static bool LooksLatin(ReadOnlySpan<Rune> word, int at)
    {
        var (first, last) = (at, at);
        while (first > 0 && IsOfName(word[first - 1])) first--;
        while (last + 1 < word.Length && IsOfName(word[last + 1])) last++;
        var couldBeLatin = true;
        foreach (var rune in word[first..(last + 1)])
        {
            if (IsLatin(rune)) return true;
            if (IsIn(LookAlikeAlphabets, rune) && !LatinShapes.Contains(rune.Value)) couldBeLatin = false;
        }

        return couldBeLatin;
    }

    private static bool Hides(Rune rune, Rune? before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator => true,
        _ when IsIn(VariationSelectors, rune) => !IsOfEmoji(rune, before),
        _ => Blank.Contains(rune.Value),
    };

    /// <summary>The one selector that says to draw the symbol before it in colours.</summary>
    private static bool IsOfEmoji(Rune rune, Rune? before) =>
        rune.Value == 0xFE0F
        && before is { } symbol
        && Rune.GetUnicodeCategory(symbol) == UnicodeCategory.OtherSymbol;

    private static bool IsImitation(Rune rune) => Imitations.Contains(rune.Value) || IsIn(OtherForms, rune);

    private static bool IsCombining(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsOfName(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_' || IsCombining(rune);

    private static bool IsLatin(Rune rune) =>
        Rune.IsLetter(rune) && rune.Value is < 0x0250 or (>= 0x1E00 and < 0x1F00);

    private static bool IsIn((int First, int Last)[] ranges, Rune rune) =>
        !rune.IsAscii && ranges.Any(range => rune.Value >= range.First && rune.Value <= range.Last);

    private static string NumberOf(Rune rune) =>
        rune.IsBmp
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
            : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
}
