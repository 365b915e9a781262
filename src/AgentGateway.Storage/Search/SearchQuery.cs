using System.Globalization;
using System.Text;

namespace AgentGateway.Storage.Search;

/// <summary>
/// What was typed to find messages: words in any order, and phrases between double quotes. Every other character is
/// literal, which for the index means that it separates words. A quote that is never closed is such a character.
/// </summary>
internal sealed record SearchQuery(IReadOnlyList<string> Words, IReadOnlyList<string> Phrases)
{
    /// <summary>Of a longer query the first words count.</summary>
    private const int TermsMax = 32;

    public bool IsEmpty => Words.Count == 0 && Phrases.Count == 0;

    public static SearchQuery Parse(string text)
    {
        List<string> words = [];
        List<string> phrases = [];

        // The index's language ends at a NUL.
        var parts = text.Replace('\0', ' ').Split('"');
        for (var index = 0; index < parts.Length; index++)
        {
            var isQuoted = index % 2 == 1 && index < parts.Length - 1;
            foreach (var term in isQuoted
                ? [parts[index]]
                : parts[index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                Add(isQuoted ? phrases : words, term);
        }

        return new([.. words.Distinct(StringComparer.OrdinalIgnoreCase).Take(TermsMax)], [.. phrases.Take(TermsMax)]);
    }

    /// <summary>The tokens of a text, as the index sees them: runs of letters and digits.</summary>
    public static IEnumerable<(int Start, int Length)> Tokens(string text)
    {
        var start = -1;
        for (var index = 0; index < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            var isToken = IsTokenCharacter(rune) || (start >= 0 && IsMark(rune));
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

    private static void Add(List<string> terms, string term)
    {
        if (Tokens(term).Any())
            terms.Add(term);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsTokenCharacter(Rune rune) => Rune.GetUnicodeCategory(rune) is
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
