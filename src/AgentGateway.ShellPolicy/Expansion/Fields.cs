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

    public static string Unquoted(string value, ShellState state)
    {
        var separators = string.Concat(state.Variables.GetValueOrDefault("IFS", [" "]));
        if (value.AsSpan().IndexOfAny(Splitting) < 0 && value.AsSpan().IndexOfAny(separators) < 0) return value;
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            text.Append(character switch
            {
                ' ' or '\t' or '\n' => Marks.Split,
                '*' => Marks.Star,
                '?' => Marks.One,
                _ when separators.Contains(character, StringComparison.Ordinal) => Marks.Split,
                _ => character,
            });
        }

        return Classes(text.ToString());
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
