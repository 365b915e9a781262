namespace AgentGateway.ShellPolicy.Syntax;

/// <summary>
/// Characters of the private use area that stand in words for what is not literal. A line that contains one itself is
/// not understood, so that they cannot be forged.
/// </summary>
internal static class Marks
{
    /// <summary>Any text, which is not known.</summary>
    public const char Unknown = '\uE000';

    /// <summary>Any characters of one name: an unquoted <c>*</c>.</summary>
    public const char Star = '\uE001';

    /// <summary>One character of one name: an unquoted <c>?</c> or a class.</summary>
    public const char One = '\uE002';

    /// <summary>Where a word falls apart into several.</summary>
    public const char Split = '\uE003';

    /// <summary>An unquoted brace, comma, or brace: <c>{a,b}</c>.</summary>
    public const char Open = '\uE004';
    public const char Comma = '\uE005';
    public const char Close = '\uE006';

    /// <summary>An unquoted <c>~</c> where a word, a value or an alternative in braces may begin.</summary>
    public const char Tilde = '\uE007';

    /// <summary>A word among others that is empty.</summary>
    public const char Empty = '\uE008';

    /// <summary>No word at all, even in quotes: <c>"$@"</c> without any.</summary>
    public const char None = '\uE009';

    /// <summary>The number of a process that the command itself started.</summary>
    public const string OwnProcess = "%own";

    public static readonly string Anything = Unknown.ToString();

    public static bool Is(char character) => character is >= Unknown and <= None;

    public static bool In(string text) => text.AsSpan().IndexOfAnyInRange(Unknown, None) >= 0;

    /// <summary>Words that stand in one text, from which they fall apart again.</summary>
    public static string Joined(IReadOnlyCollection<string> words) => words.Count == 0
        ? None.ToString()
        : string.Join(Split, words.Select(word => word.Length == 0 ? Empty.ToString() : word));

    /// <summary>As a person would write it.</summary>
    public static string Shown(string text) =>
        !In(text) && !text.Contains(OwnProcess, StringComparison.Ordinal)
        ? text
        : text.Replace(OwnProcess, "$", StringComparison.Ordinal).Replace(Unknown, '$').Replace(Star, '*').Replace(One, '?')
            .Replace(Split, ' ').Replace(Open, '{').Replace(Comma, ',').Replace(Close, '}').Replace(Tilde, '~')
            .Replace(Empty.ToString(), "", StringComparison.Ordinal)
            .Replace(None.ToString(), "", StringComparison.Ordinal);
}
