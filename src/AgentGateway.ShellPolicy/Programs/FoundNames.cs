using System.Text;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// The names by which <c>find</c> tells what it is about, as patterns written with <see cref="Marks"/>.
/// </summary>
internal static class FoundNames
{
    /// <summary>Names in the gateway's own directory.</summary>
    private static readonly string[] OfGateway =
    [
        "agentgateway.db", "agentgateway.db-wal", "agentgateway.db-head", "output.db", "vectors.db", "policy.yaml",
        "token", "daemon.json", "daemon.lock", "appsettings.json", "agw.sock", "secrets", "agents",
    ];

    /// <summary>
    /// Null: everything below is meant, or what cannot be told from it. A name that begins with <c>/</c> is a whole
    /// path.
    /// </summary>
    public static IReadOnlyList<string>? In(IReadOnlyList<string> tests)
    {
        if (tests.Any(word => word is "!" or "-not")) return null;
        var names = new List<string>();
        var name = tests.Contains("-empty") ? "(empty)" : null;
        for (var at = 0; at < tests.Count; at++)
        {
            if (tests[at] is "-o" or "-or" or ",")
            {
                if (name is null) return null;
                names.Add(name);
                name = null;
            }
            else if (at + 1 < tests.Count && OfTest(tests[at], tests[at + 1]) is { } told)
            {
                name = told;
            }
        }

        // An action that stands alone behind the last alternative belongs to all of them.
        if (name is null) return null;
        names.Add(name);
        return names;
    }

    public static bool MayBeGateway(string name) => OfGateway.Any(own => ShellPattern.Fits(PathText.NameOf(name), own));

    private static string? OfTest(string test, string pattern) => test switch
    {
        "-name" or "-iname" => Telling(Glob(pattern)),
        "-path" or "-ipath" or "-wholename" or "-iwholename" => OfPath(Glob(pattern)),
        "-regex" or "-iregex" => OfPath(Expression(pattern)),
        _ => null,
    };

    private static string? Telling(string name) => name.Any(char.IsLetterOrDigit) ? name : null;

    /// <summary>
    /// A pattern that begins at the root is the path itself; of another, the last name that says something.
    /// </summary>
    private static string? OfPath(string pattern) =>
        pattern.StartsWith('/')
            ? Telling(pattern)
            : pattern.Split('/').LastOrDefault(name => Telling(name) is not null);

    private static string Glob(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var at = 0; at < pattern.Length; at++)
        {
            var close = pattern[at] == '[' && at + 2 < pattern.Length ? pattern.IndexOf(']', at + 2) : -1;
            text.Append(close > 0 || pattern[at] == '?' ? Marks.One : pattern[at] == '*' ? Marks.Star : pattern[at]);
            if (close > 0) at = close;
        }

        return text.ToString();
    }

    /// <summary>
    /// What is repeated or chosen may be anything; the rest of a regular expression is taken to the letter.
    /// </summary>
    private static string Expression(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
                text.Append(pattern[++at] is '(' or ')' or '|' ? Marks.Star : pattern[at]);
            else text.Append(Meaning(pattern[at]));
        }

        return text.ToString();
    }

    private static char Meaning(char character) => character switch
    {
        '*' or '+' or '?' or '[' or ']' or '(' or ')' or '|' or '{' or '}' or '^' or '$' => Marks.Star,
        '.' => Marks.One,
        _ => character,
    };
}
