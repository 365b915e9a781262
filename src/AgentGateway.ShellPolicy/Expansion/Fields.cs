using System.Buffers;
using System.Text;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Expansion;

/// <summary>
/// What becomes of an expansion outside of quotes: it falls apart at white space, and its stars are patterns.
/// </summary>
internal static class Fields
{
    private static readonly SearchValues<char> Splitting = SearchValues.Create(" \t\n*?[");

    /// <returns>What it becomes, for each value that <c>IFS</c> may have.</returns>
    public static IEnumerable<string> Unquoted(string value, ShellState state)
    {
        var separators = state.Variables.GetValueOrDefault("IFS", [ShellState.Blanks]);
        if (value.AsSpan().IndexOfAny(Splitting) < 0 && !separators.Any(one => value.AsSpan().IndexOfAny(one) >= 0))
            return [value];
        return separators.SelectMany(one => Unquoted(value, one)).Distinct();
    }

    private static IEnumerable<string> Unquoted(string value, string separators)
    {
        // Where it is not known, it is what it usually is, or something else.
        if (Marks.In(separators)) return [Marks.Anything, .. Unquoted(value, ShellState.Blanks)];
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            text.Append(character switch
            {
                _ when separators.Contains(character, StringComparison.Ordinal) => Marks.Split,
                '*' => Marks.Star,
                '?' => Marks.One,
                _ => character,
            });
        }

        var split = Classes(text.ToString());

        // Between two separators that are no blanks there is an empty word.
        var mayBeEmpty = separators.AsSpan().IndexOfAnyExcept(ShellState.Blanks) >= 0 && split.Contains(Marks.Split);
        return mayBeEmpty ? [split, Marks.Anything] : [split];
    }

    /// <summary><c>[abc]</c> stands for one character.</summary>
    public static string Classes(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0) return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var close = text[at] == '[' && at + 2 < text.Length ? text.IndexOf(']', at + 2) : -1;
            if (close < 0 || text.AsSpan(at, close - at).Contains('/'))
            {
                result.Append(text[at]);
                continue;
            }

            result.Append(Marks.One);
            at = close;
        }

        return result.ToString();
    }
}
