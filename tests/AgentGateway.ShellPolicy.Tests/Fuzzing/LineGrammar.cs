using System.Globalization;
using System.Text;

namespace AgentGateway.ShellPolicy.Tests.Fuzzing;

/// <summary>
/// Makes random lines of bash from <c>grammar.txt</c>. The same random numbers make the same line.
/// </summary>
internal sealed class LineGrammar
{
    private const int DepthMax = 7;
    private const char LineBreak = '¶';

    private readonly Dictionary<string, List<string>> _ways = new(StringComparer.Ordinal);

    private LineGrammar()
    {
    }

    public static LineGrammar Read(string path)
    {
        var grammar = new LineGrammar();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var at = line.IndexOf(" := ", StringComparison.Ordinal);
            if (!grammar._ways.TryGetValue(line[..at], out var ways)) grammar._ways[line[..at]] = ways = [];
            ways.Add(line[(at + 4)..].Replace(LineBreak, '\n'));
        }

        return grammar;
    }

    public string Line(Random random) => Make("line", random, 0);

    private string Make(string name, Random random, int depth)
    {
        var ways = _ways[name];
        var way = ways[depth > DepthMax ? 0 : random.Next(ways.Count)];
        var text = new StringBuilder();
        for (var at = 0; at < way.Length; at++)
        {
            if (Reference(way, at) is not { } reference)
            {
                text.Append(way[at]);
                continue;
            }

            var parts = reference.Split(':');
            var made = Make(parts[0], random, depth + 1);
            text.Append(parts.Length == 1 ? made : Quoted(made, parts[1], random));
            at += reference.Length + 1;
        }

        return text.ToString();
    }

    /// <summary>What stands between <c>&lt;</c> and <c>&gt;</c> here, where that is a name of the grammar.</summary>
    private string? Reference(string way, int at)
    {
        var end = way[at] == '<' ? way.IndexOf('>', at) : -1;
        if (end < 0) return null;
        var reference = way[(at + 1)..end];
        return _ways.ContainsKey(reference.Split(':')[0]) ? reference : null;
    }

    private static string Quoted(string text, string form, Random random) => form switch
    {
        "sq" => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'",
        "dq" => $"\"{Escaped(text, "\"\\$`")}\"",
        "bq" => Escaped(text, "\\$`"),
        "back" => string.Concat(text.Select(character => character == '\n' ? "$'\\n'" : $"\\{character}")),
        "ansi" => $"$'{string.Concat(text.Select(character => Ansi(character, random)))}'",
        "oct" => $"'{string.Concat(Encoding.UTF8.GetBytes(text).Select(one => "\\0" + Octal(one)))}'",
        "b64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        "rev" => $"'{string.Concat(text.Reverse()).Replace("'", "'\\''", StringComparison.Ordinal)}'",
        _ => throw new ArgumentException($"The grammar has no form {form}.", nameof(form)),
    };

    private static string Escaped(string text, string marked) =>
        string.Concat(text.Select(one => marked.Contains(one, StringComparison.Ordinal) ? $"\\{one}" : $"{one}"));

    private static string Ansi(char character, Random random) => character switch
    {
        '\'' or '\\' => $"\\{character}",
        '\n' => "\\n",
        > '\u007e' => $"{character}",
        _ => random.Next(8) switch
        {
            0 => $"\\x{(int)character:x2}",
            1 => $"\\{Octal(character)}",
            2 => $"\\u{(int)character:x4}",
            _ => $"{character}",
        },
    };

    private static string Octal(int value) =>
        Convert.ToString(value, 8).PadLeft(3, '0').ToString(CultureInfo.InvariantCulture);
}
