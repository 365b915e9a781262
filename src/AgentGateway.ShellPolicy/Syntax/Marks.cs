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

    /// <summary>An unquoted <c>~</c> at the beginning of a word, or behind <c>=</c> or <c>:</c> in it.</summary>
    public const char Tilde = '\uE007';

    public static readonly string Anything = Unknown.ToString();

    public static bool Is(char character) => character is >= Unknown and <= Tilde;

    public static bool In(string text) => text.AsSpan().IndexOfAnyInRange(Unknown, Tilde) >= 0;

    /// <summary>As a person would write it.</summary>
    public static string Shown(string text) => !In(text)
        ? text
        : text.Replace(Unknown, '$').Replace(Star, '*').Replace(One, '?').Replace(Split, ' ')
            .Replace(Open, '{').Replace(Comma, ',').Replace(Close, '}').Replace(Tilde, '~');
}
