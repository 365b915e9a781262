using AgentGateway.Agents.Settings;
using AgentGateway.Domain;

namespace AgentGateway.Agents.Definitions;

/// <summary>An agent as a Markdown file: YAML between two lines of <c>---</c>, and after it the persona.</summary>
internal static class AgentFile
{
    public const int CharactersMax = 256 * 1024;

    /// <param name="place">The file as messages name it.</param>
    /// <param name="id">The id where the file gives none: its name.</param>
    public static AgentDraft? Read(string place, string id, string text, List<Rejection> problems)
    {
        if (text.Length > CharactersMax)
        {
            problems.Add(
                new("invalid_agent_file", $"{place} has {text.Length} characters; {CharactersMax} are allowed.",
                    "Shorten the persona."));
            return null;
        }

        var (matter, body) = Split(text.ReplaceLineEndings("\n").TrimStart('\uFEFF'));
        if (matter is null && body is null)
        {
            problems.Add(
                new("invalid_agent_file", $"{place}: the front matter does not end.",
                    "Close it with a line of three hyphens."));
            return null;
        }

        if (Parse(place, matter ?? "", problems) is not { } node) return null;
        var draft = AgentDraft.Read(node, id, problems);
        return draft is null || string.IsNullOrWhiteSpace(body) ? draft : draft with { Persona = body.Trim() };
    }

    private static (string? Matter, string? Body) Split(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal)) return ("", text);
        var rest = text[4..];
        if (rest.StartsWith("---\n", StringComparison.Ordinal)) return ("", rest[4..]);
        var end = rest.IndexOf("\n---\n", StringComparison.Ordinal);
        if (end >= 0) return (rest[..end], rest[(end + 5)..]);
        return rest.EndsWith("\n---", StringComparison.Ordinal) ? (rest[..^4], "") : (null, null);
    }

    private static SettingsNode? Parse(string place, string yaml, List<Rejection> problems)
    {
        // One for the line of hyphens before the text that is parsed.
        var node = YamlText.Read(place, yaml, 1, out var problem);
        if (problem is not null)
            problems.Add(
                new("invalid_agent_file", $"{problem.Message} The front matter must be YAML.",
                    "Correct the line; the earlier definition stays in use."));
        return node;
    }
}
