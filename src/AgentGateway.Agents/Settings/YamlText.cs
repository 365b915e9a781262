using AgentGateway.Domain;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgentGateway.Agents.Settings;

/// <summary>
/// YAML that people write, read as settings: words, lists and groups, and nothing of its darker corners.
/// </summary>
internal static class YamlText
{
    private const int DepthMax = 6;

    /// <summary>What the text says; null when it is not YAML, and then the problem names the line.</summary>
    /// <param name="place">The file as messages name it.</param>
    /// <param name="linesBefore">Lines of the file that stand before this text.</param>
    public static SettingsNode? Read(string place, string yaml, int linesBefore, out Rejection? problem)
    {
        problem = null;
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count > 1)
                throw new YamlException(
                    stream.Documents[1].RootNode.Start, stream.Documents[1].RootNode.End, "One document is allowed.");
            return stream.Documents.Count == 0
                ? new(place, place, null, [])
                : Node(new(place, linesBefore), place, stream.Documents[0].RootNode, 0);
        }
        catch (YamlException exception)
        {
            problem = new(
                "invalid_yaml",
                $"{place}, line {exception.Start.Line + linesBefore}: {exception.Message.TrimEnd('.')}.",
                "Correct the line.");
            return null;
        }
    }

    private static SettingsNode Node(Origin origin, string name, YamlNode yaml, int depth)
    {
        var line = (int)yaml.Start.Line + origin.LinesBefore;
        return yaml switch
        {
            _ when depth > DepthMax => throw new YamlException(yaml.Start, yaml.End, "It is nested too deeply."),
            YamlScalarNode scalar => new(origin.Place, name, scalar.Value, [], line),
            YamlSequenceNode list =>
                new(origin.Place, name, null,
                [
                    .. list.Children.Select((item, at) => Node(origin, $"{at}", item, depth + 1)),
                ], line),
            YamlMappingNode map => new(
                origin.Place,
                name,
                null,
                [.. map.Children.Select(pair => Node(origin, KeyOf(pair.Key), pair.Value, depth + 1))],
                line),
            _ => throw new YamlException(yaml.Start, yaml.End, "Aliases are not supported here."),
        };
    }

    private static string KeyOf(YamlNode key) =>
        key is YamlScalarNode { Value: { } text }
            ? text
            : throw new YamlException(key.Start, key.End, "A key must be a word.");

    private sealed record Origin(string Place, int LinesBefore);
}
