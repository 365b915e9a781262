using System.Globalization;
using System.Text;

namespace AgentGateway.Domain.Recall;

/// <summary>
/// The tokens of a text as the full-text indexes see them: runs of letters and digits, without regard to case and marks.
/// </summary>
public static class TextTokens
{
    /// <summary>Where the tokens stand.</summary>
    public static IEnumerable<(int Start, int Length)> Places(string text)
    {
        var start = -1;
        for (var index = 0; index < text.Length;)
        {
            var (isToken, length) = (char.IsAsciiLetterOrDigit(text[index]), 1);
            if (!char.IsAscii(text[index]))
            {
                Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out length);
                isToken = IsTokenCategory(rune) || (start >= 0 && IsMark(rune));
            }

            if (isToken && start < 0)
                start = index;
            if (!isToken && start >= 0)
            {
                yield return (start, index - start);
                start = -1;
            }

            index += length;
        }

        if (start >= 0)
            yield return (start, text.Length - start);
    }

    /// <summary>The tokens in lower case and without marks.</summary>
    public static string[] Folded(string text) =>
        [.. Places(text).Select(place => Fold(text.Substring(place.Start, place.Length)))];

    /// <summary>One token in lower case and without marks.</summary>
    public static string Fold(string token)
    {
        if (Ascii.IsValid(token))
            return token.ToLowerInvariant();
        var folded = new StringBuilder(token.Length);
        foreach (var rune in token.EnumerateRunes())
        {
            if (!IsMark(rune))
                folded.Append(Rune.ToLowerInvariant(new(LatinLetters.Fold(rune.Value))));
        }

        return folded.ToString();
    }

    private static bool IsMark(Rune rune) => !rune.IsAscii
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsTokenCategory(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber
        or UnicodeCategory.PrivateUse;
}
