using System.Text;

namespace AgentGateway.Domain.Recall;

/// <summary>
/// Stems of English words by Porter's algorithm of 1980 (https://tartarus.org/martin/PorterStemmer/def.txt), with the
/// two later rules for <c>logi</c> and <c>bli</c>, which is what SQLite's tokenizer <c>porter</c> does: what is compared
/// in memory has to have the stems that the indexes have. Like SQLite it counts bytes of UTF-8, and a byte beyond ASCII
/// is a consonant.
/// </summary>
public static class Stemmer
{
    private const int BytesMin = 3;
    private const int BytesMax = 64;

    /// <summary>Room for the <c>e</c> that a rule may add.</summary>
    private const int Slack = 4;

    private static readonly Rule[] Long =
    [
        new("ational", "ate"), new("tional", "tion"), new("enci", "ence"), new("anci", "ance"), new("izer", "ize"),
        new("logi", "log"), new("bli", "ble"), new("alli", "al"), new("entli", "ent"), new("eli", "e"), new("ousli", "ous"),
        new("ization", "ize"), new("ation", "ate"), new("ator", "ate"), new("alism", "al"), new("iveness", "ive"),
        new("fulness", "ful"), new("ousness", "ous"), new("aliti", "al"), new("iviti", "ive"), new("biliti", "ble"),
    ];

    private static readonly Rule[] Middle =
    [
        new("icate", "ic"), new("ative", ""), new("alize", "al"), new("iciti", "ic"), new("ical", "ic"), new("ful", ""),
        new("ness", ""),
    ];

    /// <summary>Of several that end a word the longest counts, so <c>ement</c> stands before <c>ment</c>.</summary>
    private static readonly Rule[] Last =
    [
        new("al", ""), new("ance", ""), new("ence", ""), new("er", ""), new("ic", ""), new("able", ""), new("ible", ""),
        new("ant", ""), new("ement", ""), new("ment", ""), new("ent", ""), new("ion", ""), new("ou", ""), new("ism", ""),
        new("ate", ""), new("iti", ""), new("ous", ""), new("ive", ""), new("ize", ""),
    ];

    /// <param name="token">In lower case and without marks, as <see cref="TextTokens"/> gives it.</param>
    public static string Stem(string token)
    {
        var length = Encoding.UTF8.GetByteCount(token);
        if (length is < BytesMin or > BytesMax)
            return token;
        Span<byte> word = stackalloc byte[length + Slack];
        Encoding.UTF8.GetBytes(token, word);
        length = WithoutPlural(word, length);
        length = WithoutPast(word, length);
        if (word[length - 1] == 'y' && HasVowel(word[..(length - 1)]))
            word[length - 1] = (byte)'i';
        length = Replaced(word, length, Long, measureMin: 1);
        length = Replaced(word, length, Middle, measureMin: 1);
        length = Replaced(word, length, Last, measureMin: 2);
        return Encoding.UTF8.GetString(word[..WithoutEnd(word, length)]);
    }

    private static int WithoutPlural(Span<byte> word, int length)
    {
        var ending = word[..length];
        if ((length > 4 && ending.EndsWith("sses"u8)) || (length > 3 && ending.EndsWith("ies"u8)))
            return length - 2;
        return ending.EndsWith("s"u8) && !ending.EndsWith("ss"u8) ? length - 1 : length;
    }

    private static int WithoutPast(Span<byte> word, int length)
    {
        if (length > 3 && word[..length].EndsWith("eed"u8))
            return Measure(word[..(length - 3)]) > 0 ? length - 1 : length;
        var cut = word[..length].EndsWith("ed"u8) ? 2 : word[..length].EndsWith("ing"u8) ? 3 : 0;
        if (cut == 0 || length <= cut || !HasVowel(word[..(length - cut)]))
            return length;
        length -= cut;
        var stem = word[..length];
        if (length > 2 && (stem.EndsWith("at"u8) || stem.EndsWith("bl"u8) || stem.EndsWith("iz"u8)))
            return WithE(word, length);
        if (length > 1 && stem[^1] == stem[^2] && !IsVowel(stem[^1], false)
            && stem[^1] is not ((byte)'l' or (byte)'s' or (byte)'z'))
            return length - 1;
        return Measure(stem) == 1 && EndsShort(stem) ? WithE(word, length) : length;
    }

    private static int WithE(Span<byte> word, int length)
    {
        word[length] = (byte)'e';
        return length + 1;
    }

    private static int Replaced(Span<byte> word, int length, Rule[] rules, int measureMin)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (length <= suffix.Length || !EndsWith(word[..length], suffix))
                continue;
            var stem = word[..(length - suffix.Length)];
            if (Measure(stem) < measureMin || (suffix == "ion" && stem[^1] is not ((byte)'s' or (byte)'t')))
                return length;
            Encoding.ASCII.GetBytes(replacement, word[stem.Length..]);
            return stem.Length + replacement.Length;
        }

        return length;
    }

    private static int WithoutEnd(Span<byte> word, int length)
    {
        if (word[length - 1] == 'e' && length > 1)
        {
            var stem = word[..(length - 1)];
            var measure = Measure(stem);
            if (measure > 1 || (measure == 1 && !EndsShort(stem)))
                length--;
        }

        return length > 1 && word[..length].EndsWith("ll"u8) && Measure(word[..(length - 1)]) > 1 ? length - 1 : length;
    }

    private static bool EndsWith(ReadOnlySpan<byte> word, string suffix)
    {
        for (var index = 0; index < suffix.Length; index++)
        {
            if (word[word.Length - suffix.Length + index] != suffix[index])
                return false;
        }

        return true;
    }

    /// <summary>How often consonants follow on vowels: Porter's m.</summary>
    private static int Measure(ReadOnlySpan<byte> stem)
    {
        var (measure, wasVowel, isConsonant) = (0, false, false);
        foreach (var letter in stem)
        {
            isConsonant = !IsVowel(letter, isConsonant);
            if (isConsonant && wasVowel)
                measure++;
            wasVowel = !isConsonant;
        }

        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<byte> stem)
    {
        for (var index = 0; index < stem.Length; index++)
        {
            if (IsVowel(stem[index], index > 0))
                return true;
        }

        return false;
    }

    /// <summary>Whether it ends with consonant, vowel, consonant, the last none of w, x and y: Porter's *o.</summary>
    private static bool EndsShort(ReadOnlySpan<byte> stem)
    {
        if (stem[^1] is (byte)'w' or (byte)'x' or (byte)'y')
            return false;
        var (pattern, isConsonant) = (0, false);
        foreach (var letter in stem)
        {
            isConsonant = !IsVowel(letter, isConsonant);
            pattern = (pattern << 1) | (isConsonant ? 1 : 0);
        }

        return (pattern & 7) == 5;
    }

    private static bool IsVowel(byte letter, bool afterConsonant) =>
        letter is (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u' || (afterConsonant && letter == 'y');

    private readonly record struct Rule(string Suffix, string Replacement);
}
