using System.Text.Json;
using AgentGateway.Agents.Skills;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Cli.Verbs.Memory;

/// <summary>A Markdown file, or a part of one, as memory keeps it.</summary>
/// <param name="Document">The document's name; null for a note.</param>
internal sealed record MarkdownNote(
    string? Document, string? Scope, string? Subject, string? Kind, double? Confidence, string? Expires, string Text)
{
    private const string Fence = "---\n";

    private static readonly string[] DocumentNames = ["SOUL", "MEMORY", "USER"];

    /// <summary>
    /// The notes that a file gives. What an export wrote comes back as it was; any other file is a note with its first
    /// heading or its name as subject, and a long one a note for each section.
    /// </summary>
    public static IReadOnlyList<MarkdownNote> Read(string fileName, string text)
    {
        var (matter, body) = Split(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        var name = Path.GetFileNameWithoutExtension(fileName);
        var document = Value(matter, "document")
            ?? DocumentNames.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        var note = new MarkdownNote(
            document,
            Value(matter, "scope"),
            Value(matter, "subject") ?? (Value(matter, "note") is null ? Heading(body) ?? name : null),
            Enum.GetNames<NoteKind>().Select(kind => kind.ToLowerInvariant()).FirstOrDefault(
                kind => kind == Value(matter, "kind")),
            Number(matter, "confidence"),
            Value(matter, "expires"),
            body.Trim());
        return document is not null || note.Text.Length <= NoteContent.CharactersMax
            ? note.Text.Length == 0 ? [] : [note]
            : [.. Sections(note)];
    }

    /// <summary>A long text, section by section; a section that is too long itself is left for the daemon to refuse.</summary>
    private static IEnumerable<MarkdownNote> Sections(MarkdownNote note)
    {
        var lines = new List<string>();
        var subject = note.Subject;
        foreach (var line in note.Text.Split('\n'))
        {
            if (line.StartsWith('#') && lines.Any(said => said.Trim().Length > 0))
            {
                yield return note with { Subject = subject, Text = string.Join('\n', lines).Trim() };
                lines.Clear();
            }

            if (line.StartsWith('#')) subject = $"{note.Subject}: {line.TrimStart('#').Trim()}";
            lines.Add(line);
        }

        yield return note with { Subject = subject, Text = string.Join('\n', lines).Trim() };
    }

    private static (JsonElement? Matter, string Body) Split(string text)
    {
        if (!text.StartsWith(Fence, StringComparison.Ordinal)) return (null, text);
        var end = text.IndexOf($"\n{Fence}", Fence.Length - 1, StringComparison.Ordinal);
        if (end < 0) return (null, text);
        var matter = new FrontMatterReader().Read(text[Fence.Length..(end + 1)], out _);
        return matter is null ? (null, text) : (matter.Values, text[(end + 1 + Fence.Length)..]);
    }

    private static string? Heading(string body) =>
        body.Split('\n').FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal)) is { } line
            ? line[2..].Trim()
            : null;

    private static string? Value(JsonElement? matter, string key) =>
        matter is { ValueKind: JsonValueKind.Object } values && values.TryGetProperty(key, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static double? Number(JsonElement? matter, string key) =>
        matter is { ValueKind: JsonValueKind.Object } values && values.TryGetProperty(key, out var value)
            && (value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Value(matter, key)) is { } written
            && double.TryParse(written, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
