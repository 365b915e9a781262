using System.Text;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// The words of <c>env -S</c>, which splits a text itself: it has quotes and escapes of its own, and neither operators
/// nor redirections. See the section "-S/--split-string usage in scripts" of the manual of coreutils.
/// </summary>
internal static class EnvironmentWords
{
    private const string Long = "--split-string";

    /// <summary>The same call with the first such text split into words; null where there is none.</summary>
    public static IReadOnlyList<string>? Split(IReadOnlyList<string> words)
    {
        for (var at = 1; at < words.Count && words[at] is ['-', _, ..] and not "--"; at++)
        {
            if (GivenAt(words, at) is var (text, next))
                return Words(text) is { } split ? [.. words.Take(at), .. split, .. words.Skip(next)] : null;
            if (words[at] is "-u" or "-C" or "--unset" or "--chdir") at++;
        }

        return null;
    }

    /// <summary>The text, and where the words behind it begin.</summary>
    private static (string Text, int Next)? GivenAt(IReadOnlyList<string> words, int at)
    {
        var word = words[at];
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (!Long.StartsWith(equals < 0 ? word : word[..equals], StringComparison.Ordinal)) return null;
            return equals >= 0 ? (word[(equals + 1)..], at + 1) : FollowingAt(words, at);
        }

        var option = word.AsSpan(1).IndexOfAnyExcept("i0v");
        if (option < 0 || word[option + 1] != 'S') return null;
        return option + 2 < word.Length ? (word[(option + 2)..], at + 1) : FollowingAt(words, at);
    }

    private static (string, int)? FollowingAt(IReadOnlyList<string> words, int at) =>
        at + 1 < words.Count ? (words[at + 1], at + 2) : null;

    /// <summary>Null where env refuses the text, and so runs nothing.</summary>
    private static List<string>? Words(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (quote is null && character is ' ' or (>= '\t' and <= '\r')) EndWord();
            else if (quote is null && word is null && character == '#') break;
            else if (quote is null && character is '\'' or '"')
            {
                quote = character;
                word ??= new();
            }
            else if (character == quote) quote = null;
            else if (character == '$' && quote != '\'')
            {
                var end = text.IndexOf('}', at);
                if (end < 0 || text[at + 1] != '{') return null;
                Add(Marks.Unknown);
                at = end;
            }
            else if (character == '\\' && (quote != '\'' || (at + 1 < text.Length && text[at + 1] is '\\' or '\'')))
            {
                if (++at == text.Length) return null;
                if (text[at] == 'c' && quote is null) break;
                if (text[at] == '_' && quote is null) EndWord();
                else if (Escaped(text[at]) is { } escaped) Add(escaped);
                else return null;
            }
            else Add(character);
        }

        EndWord();
        return quote is null ? words : null;

        void Add(char character) => (word ??= new()).Append(character);

        void EndWord()
        {
            if (word is not null) words.Add(word.ToString());
            word = null;
        }
    }

    private static char? Escaped(char character) => character switch
    {
        '"' or '#' or '$' or '\'' or '\\' => character,
        '_' => ' ',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        _ => null,
    };
}
