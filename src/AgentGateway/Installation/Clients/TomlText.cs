using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentGateway.Installation.Clients;

/// <summary>
/// Changes single tables and keys in the text of a TOML file and leaves everything else as a person wrote it. It knows
/// where statements begin and end, not what their values mean.
/// </summary>
internal static partial class TomlText
{
    /// <summary>The value of a key as it is written; null where the key is not there.</summary>
    /// <param name="path">The names of the tables and of the key.</param>
    public static string? Find(string text, IReadOnlyList<string> path) =>
        Key(text, path) is { } key ? text[key.ValueFrom..key.ValueTo] : null;

    /// <summary>Whether there is a key or table of that path, or one below it.</summary>
    public static bool Has(string text, IReadOnlyList<string> path) =>
        Statements(text).Exists(statement => IsUnder(statement, path));

    /// <summary>The texts in a value: of a text itself, or of a list of them.</summary>
    public static IReadOnlyList<string> Strings(string value) =>
        [.. Quoted().Matches(value).Select(match => Unquoted(match.Value))];

    public static string Replace(string text, IReadOnlyList<string> path, string value) =>
        Key(text, path) is { } key ? text[..key.ValueFrom] + value + text[key.ValueTo..] : text;

    /// <summary>Puts a line behind that of a key, in the same table.</summary>
    public static string AddBehind(string text, IReadOnlyList<string> path, string line) =>
        Key(text, path) is { } key ? Insert(text, key.To, line) : text;

    /// <summary>Puts a key in front of all tables.</summary>
    public static string AddToRoot(string text, string line)
    {
        var last = Statements(text).TakeWhile(statement => !statement.IsTable).LastOrDefault();
        if (last is not null) return Insert(text, last.To, line);
        var end = EndOfLine(text);
        return line + end + (text.Length == 0 || text[0] is '\r' or '\n' ? "" : end) + text;
    }

    /// <summary>Puts a table behind everything, after an empty line.</summary>
    public static string AddTable(string text, string table)
    {
        var end = EndOfLine(text);
        var gap = text.Length == 0 ? "" : text.EndsWith('\n') ? end : end + end;
        return text + gap + table.ReplaceLineEndings(end);
    }

    /// <summary>Takes out a key, or a table with everything in it and below it.</summary>
    public static string Remove(string text, IReadOnlyList<string> path)
    {
        while (true)
        {
            var statements = Statements(text);
            var first = statements.FindIndex(statement => IsUnder(statement, path));
            if (first < 0) return text;
            var last = first;
            // Comments between the lines of a table go with it.
            if (statements[first].IsTable)
                while (last + 1 < statements.Count && IsUnder(statements[last + 1], path)) last++;
            var (from, to) = (statements[first].From, statements[last].To);
            // The empty line that set it apart: in front of it, or behind it at the beginning of the file.
            if (from == 0) to += LineEnd().Match(text, to).Length;
            else if (statements[first].IsTable) from -= EmptyLine().Match(text[..from]).Length;
            text = text[..from] + text[to..];
        }
    }

    private static string Insert(string text, int at, string line)
    {
        var end = EndOfLine(text);
        return text[..at] + (at > 0 && text[at - 1] != '\n' ? end : "") + line + end + text[at..];
    }

    private static string EndOfLine(string text) =>
        text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static Statement? Key(string text, IReadOnlyList<string> path) =>
        Statements(text).Find(statement => !statement.IsTable && statement.Path.SequenceEqual(path));

    private static bool IsUnder(Statement statement, IReadOnlyList<string> path) =>
        statement.Path.Take(path.Count).SequenceEqual(path);

    /// <exception cref="FormatException">The text is no TOML.</exception>
    private static List<Statement> Statements(string text)
    {
        var (found, table, at) = (new List<Statement>(), Array.Empty<string>(), 0);
        while (at < text.Length)
        {
            var from = at;
            at = BehindSpaces(text, at);
            if (at == text.Length || text[at] is '#' or '\r' or '\n')
            {
                at = BehindLine(text, at);
                continue;
            }

            var isTable = text[at] == '[';
            while (isTable && at < text.Length && text[at] == '[') at++;
            var names = Names(text, ref at);
            if (at == text.Length || text[at] != (isTable ? ']' : '=')) throw Unreadable(text, from);
            if (isTable) table = names;
            var valueFrom = BehindSpaces(text, at + 1);
            var valueTo = isTable ? valueFrom : BehindValue(text, valueFrom);
            at = BehindLine(text, valueTo);
            found.Add(new(isTable, isTable ? names : [.. table, .. names], from, valueFrom, valueTo, at));
        }

        return found;
    }

    private static string[] Names(string text, ref int at)
    {
        var names = new List<string>();
        do
        {
            at = BehindSpaces(text, names.Count == 0 ? at : at + 1);
            var name = Name().Match(text, at);
            if (!name.Success) throw Unreadable(text, at);
            names.Add(Unquoted(name.Value));
            at = BehindSpaces(text, at + name.Length);
        }
        while (at < text.Length && text[at] == '.');
        return [.. names];
    }

    /// <summary>A value ends with its line, where no bracket is open; a comment is no part of it.</summary>
    private static int BehindValue(string text, int at)
    {
        var (from, end, depth) = (at, at, 0);
        while (at < text.Length && (text[at] != '\n' || depth > 0))
        {
            var sign = text[at];
            if (sign == '#')
            {
                at = BehindLine(text, at) - 1;
                if (text[at] != '\n') at++;
                continue;
            }

            depth += sign is '[' or '{' ? 1 : sign is ']' or '}' ? -1 : 0;
            at += sign is '"' or '\'' ? Quoted().Match(text, at) is { Success: true } quoted && quoted.Index == at
                ? quoted.Length
                : throw Unreadable(text, at)
                : 1;
            if (!char.IsWhiteSpace(sign)) end = at;
        }

        return depth == 0 ? end : throw Unreadable(text, from);
    }

    private static int BehindSpaces(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at;
    }

    private static int BehindLine(string text, int at) =>
        text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;

    private static FormatException Unreadable(string text, int at) =>
        new($"line {text.AsSpan(0, at).Count('\n') + 1} is no TOML that agw can read.");

    private static string Unquoted(string word)
    {
        if (word[0] == '\'') return word.Trim('\'');
        if (word[0] != '"') return word;
        try
        {
            return (string)JsonNode.Parse(word)!;
        }
        catch (JsonException)
        {
            // An escape that JSON does not know is in none of the words that are looked for.
            return word;
        }
    }

    [GeneratedRegex("""\G("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)""")]
    private static partial Regex Name();

    [GeneratedRegex(""""
        """(?:[^\\]|\\.)*?"{3,5}|'''.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'
        """", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("""\G\r?\n""")]
    private static partial Regex LineEnd();

    [GeneratedRegex("""(?<=\n)\r?\n\z""")]
    private static partial Regex EmptyLine();

    /// <summary>A table's head, or a key with its value; its lines from the first to the end of the last.</summary>
    private sealed record Statement(
        bool IsTable, IReadOnlyList<string> Path, int From, int ValueFrom, int ValueTo, int To);
}
