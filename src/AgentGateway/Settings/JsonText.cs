using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Settings;

/// <summary>
/// Changes one value in the text of a settings file and leaves everything else as a person wrote it: comments, order,
/// spaces, ends of lines. The text is JSON with comments and trailing commas. A path leads to a value by the names of
/// members; in a list the index is the name.
/// </summary>
internal static class JsonText
{
    private const string UsualIndent = "  ";

    private static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <param name="path">The names that lead to the setting.</param>
    /// <param name="value">The new value, as JSON.</param>
    /// <param name="names">How names are compared.</param>
    /// <returns>The text with the setting; groups that are missing are made.</returns>
    /// <exception cref="JsonException">The text is no JSON object, or the path leads through a value that is none.
    /// </exception>
    public static string Set(
        string text, IReadOnlyList<string> path, string value, StringComparison names = StringComparison.Ordinal)
    {
        var bytes = BytesOf(text);
        var root = Parse(bytes);
        var chain = Walk(root, path, names);
        var (node, depth) = (chain[^1], chain.Count - 1);
        if (depth == path.Count) return Replace(bytes, node.ValueFrom, node.To, value);
        if (node.Kind != JsonTokenType.StartObject)
            throw new JsonException($"{string.Join(':', path.Take(depth))} is no group of settings.");
        var indent = IndentOf(bytes, root);
        var member = Member([.. path.Skip(depth)], value, depth, indent);
        if (node.Members is [.., var last]) return Replace(bytes, last.To, last.To, $",\n{member}");
        // Before the first member of a group that has none, the end of the group needs a line of its own.
        return IsBlank(bytes[node.Inside])
            ? Replace(bytes, node.ValueFrom + 1, node.To - 1, $"\n{member}\n{Repeated(indent, depth)}")
            : Replace(bytes, node.ValueFrom + 1, node.ValueFrom + 1, $"\n{member}");
    }

    /// <summary>Puts an item behind the last one of a list, which is made where it is missing.</summary>
    /// <exception cref="JsonException">The text is no JSON object, or the path leads to something else.</exception>
    public static string Append(string text, IReadOnlyList<string> path, string item)
    {
        var bytes = BytesOf(text);
        var chain = Walk(Parse(bytes), path, StringComparison.Ordinal);
        if (chain.Count - 1 < path.Count) return Set(text, path, $"[{item}]");
        var list = chain[^1];
        if (list.Kind != JsonTokenType.StartArray)
            throw new JsonException($"{string.Join(':', path)} is no list.");
        if (list.Members is not [.., var last]) return Set(text, path, $"[{item}]");
        var line = LineStart(bytes, last.From);
        return Replace(
            bytes,
            last.To,
            last.To,
            IsBlank(bytes.AsSpan(line..last.From)) && line > list.ValueFrom
                ? $",\n{Encoding.UTF8.GetString(bytes, line, last.From - line)}{item}"
                : $", {item}");
    }

    /// <summary>
    /// Takes a value out, and with it the groups and lists that would be left empty. A text without it stays the same.
    /// </summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static string Remove(string text, IReadOnlyList<string> path)
    {
        if (string.IsNullOrWhiteSpace(text)) return text;
        var bytes = BytesOf(text);
        var chain = Walk(Parse(bytes), path, StringComparison.Ordinal);
        var at = chain.Count - 1;
        if (at < path.Count) return text;
        while (at > 1 && IsAlone(bytes, chain[at - 1], chain[at])) at--;
        return Remove(bytes, chain[at - 1], chain[at]);
    }

    private static string Remove(byte[] bytes, Node parent, Node node)
    {
        var index = parent.Members.IndexOf(node);
        var last = index == 0 ? 0 : parent.Members[index - 1].To;
        var comma = index == 0 ? 0 : BehindTrivia(bytes, last);
        var between = index == 0
            ? ""
            : Encoding.UTF8.GetString(bytes, last, comma - last)
                + Encoding.UTF8.GetString(bytes, comma + 1, node.From - comma - 1);
        // It goes with the comma in front of it, as it was put in.
        if (index > 0 && string.IsNullOrWhiteSpace(between)) return Replace(bytes, last, node.To, "");
        var behind = BehindTrivia(bytes, node.To);
        if (index == 0 || bytes[behind] == ',')
        {
            // A whole line goes with its end; within a line the spaces behind go.
            var (from, to) = (node.From, bytes[behind] == ',' ? behind + 1 : node.To);
            while (bytes[to] is (byte)' ' or (byte)'\t') to++;
            if (bytes[to] is (byte)'\n' or (byte)'\r') while (IsSpace(bytes[from - 1])) from--;
            return Replace(bytes, from, to, "");
        }

        // The last of several, behind a comment, which is about the one before.
        return Replace(
            bytes, last, node.To, bytes[node.To] is (byte)'\n' or (byte)'\r' ? between.TrimEnd() : between);
    }

    private static bool IsAlone(byte[] bytes, Node parent, Node node) =>
        parent.Members.Count == 1
        && IsBlank(bytes.AsSpan((parent.ValueFrom + 1)..node.From))
        && IsBlank(bytes.AsSpan(node.To..(parent.To - 1)).TrimStart((byte)','));

    private static byte[] BytesOf(string text) =>
        Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(text) ? "{\n}\n" : text);

    private static string Replace(byte[] bytes, int from, int to, string written)
    {
        if (bytes.AsSpan().IndexOf("\r\n"u8) >= 0) written = written.ReplaceLineEndings("\r\n");
        return Encoding.UTF8.GetString(bytes, 0, from) + written + Encoding.UTF8.GetString(bytes.AsSpan(to));
    }

    private static Node Parse(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The settings are no JSON object.");
        var root = Read(ref reader, "", 0);
        // Anything behind the object is refused by the reader.
        reader.Read();
        return root;
    }

    private static Node Read(ref Utf8JsonReader reader, string name, int from)
    {
        var (kind, valueFrom, members) = (reader.TokenType, (int)reader.TokenStartIndex, new List<Node>());
        if (kind == JsonTokenType.StartObject)
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (member, start) = (reader.GetString()!, (int)reader.TokenStartIndex);
                reader.Read();
                members.Add(Read(ref reader, member, start));
            }
        else if (kind == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                members.Add(Read(
                    ref reader, members.Count.ToString(CultureInfo.InvariantCulture), (int)reader.TokenStartIndex));
        return new(kind, name, from, valueFrom, (int)reader.BytesConsumed, members);
    }

    /// <summary>The values on the way, from the root as far as the names lead.</summary>
    private static List<Node> Walk(Node root, IReadOnlyList<string> path, StringComparison names)
    {
        var chain = new List<Node> { root };
        foreach (var name in path)
        {
            if (chain[^1].Members.Find(member => string.Equals(member.Name, name, names)) is not { } next) break;
            chain.Add(next);
        }

        return chain;
    }

    private static string Member(List<string> names, string value, int depth, string indent)
    {
        var text = value;
        for (var at = names.Count - 1; at >= 0; at--)
        {
            var member = $"{Repeated(indent, depth + at + 1)}{JsonValue.Create(names[at])!.ToJsonString()}: {text}";
            text = at == 0 ? member : $"{{\n{member}\n{Repeated(indent, depth + at)}}}";
        }

        return text;
    }

    /// <summary>What the file indents its first member by.</summary>
    private static string IndentOf(byte[] bytes, Node root)
    {
        if (root.Members is not [var first, ..]) return UsualIndent;
        var line = LineStart(bytes, first.From);
        return line > root.ValueFrom && first.From > line && IsBlank(bytes.AsSpan(line..first.From))
            ? Encoding.UTF8.GetString(bytes, line, first.From - line)
            : UsualIndent;
    }

    private static string Repeated(string indent, int count) => string.Concat(Enumerable.Repeat(indent, count));

    private static int LineStart(byte[] bytes, int at) => bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;

    /// <summary>The first byte behind spaces and comments.</summary>
    private static int BehindTrivia(byte[] bytes, int at)
    {
        while (true)
        {
            var rest = bytes.AsSpan(at);
            if (IsSpace(rest[0])) at++;
            else if (rest.StartsWith("//"u8)) at += rest.IndexOfAny((byte)'\n', (byte)'\r') + 1;
            else if (rest.StartsWith("/*"u8)) at += rest.IndexOf("*/"u8) + 2;
            else return at;
        }
    }

    private static bool IsSpace(byte sign) => sign is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>A value by its place in the text.</summary>
    /// <param name="From">Where its name begins; an item of a list begins with its value.</param>
    private sealed record Node(
        JsonTokenType Kind, string Name, int From, int ValueFrom, int To, List<Node> Members)
    {
        /// <summary>What stands between the braces.</summary>
        public Range Inside => (ValueFrom + 1)..(To - 1);
    }
}
