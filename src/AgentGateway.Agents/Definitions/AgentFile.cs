using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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
            problems.Add(new("invalid_agent_file", $"{place} has {text.Length} characters; {CharactersMax} are allowed.", "Shorten the persona."));
            return null;
        }

        var (matter, body) = Split(text.ReplaceLineEndings("\n").TrimStart('\uFEFF'));
        if (matter is null && body is null)
        {
            problems.Add(new("invalid_agent_file", $"{place}: the front matter does not end.", "Close it with a line of three hyphens."));
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
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 0 ? new(place, place, null, []) : Node(place, place, stream.Documents[0].RootNode, 0);
        }
        catch (YamlException exception)
        {
            // One for the line of hyphens before the text that was parsed.
            problems.Add(new("invalid_agent_file",
                $"{place}, line {exception.Start.Line + 1}: the front matter is not YAML. {exception.Message}",
                "Correct the line; the earlier definition stays in use."));
            return null;
        }
    }

    private static SettingsNode Node(string place, string name, YamlNode yaml, int depth) => yaml switch
    {
        _ when depth > 4 => throw new YamlException(yaml.Start, yaml.End, "It is nested too deeply."),
        YamlScalarNode scalar => new(place, name, scalar.Value, []),
        YamlSequenceNode list => new(place, name, null, [.. list.Children.Select((item, at) => Node(place, $"{at}", item, depth + 1))]),
        YamlMappingNode map => new(place, name, null, [.. map.Children.Select(pair => Node(place, KeyOf(pair.Key), pair.Value, depth + 1))]),
        _ => throw new YamlException(yaml.Start, yaml.End, "Aliases are not supported here."),
    };

    private static string KeyOf(YamlNode key) =>
        key is YamlScalarNode { Value: { } text } ? text : throw new YamlException(key.Start, key.End, "A key must be a word.");
}
