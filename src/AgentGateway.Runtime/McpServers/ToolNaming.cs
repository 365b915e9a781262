using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.McpServers;

/// <summary>From what a server says of its tools to names and digests that mean the same every time. Pure.</summary>
internal static class ToolNaming
{
    /// <summary>What all model providers take.</summary>
    public const int NameCharactersMax = 64;

    private const int SchemaCharactersMax = 64 * 1024;
    private const int DescriptionCharactersMax = 16 * 1024;
    private const int TailCharacters = 8;

    /// <summary>
    /// Sorted by name; where two tools have the same name, the first counts. Standing is
    /// <see cref="ToolStanding.Callable"/> or <see cref="ToolStanding.Refused"/>.
    /// </summary>
    public static IReadOnlyList<OfferedTool> Of(string server, IReadOnlyList<McpToolDefinition> definitions) =>
        [.. definitions.Select(
            definition => Of(server, definition))
                .DistinctBy(tool => tool.Name)
                .OrderBy(tool => tool.Name, StringComparer.Ordinal)];

    /// <summary>
    /// Letters, digits, <c>-</c> and <c>_</c>. A name that had to be changed gets a tail made from the original, so
    /// that two tools stay two.
    /// </summary>
    public static string NameOf(string server, string tool)
    {
        var name = $"{Safe(server)}__{Safe(tool)}";
        if (name.Length <= NameCharactersMax && Safe(tool) == tool) return name;
        var tail = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{server}\0{tool}")))[..TailCharacters];
        return $"{name[..Math.Min(name.Length, NameCharactersMax - TailCharacters - 1)]}_{tail}";
    }

    /// <summary>How a server is configured, without what may be secret.</summary>
    public static string IdentityOf(McpServerSettings settings) =>
        Digest([settings.Transport, settings.Command ?? settings.Url ?? "", .. settings.Args]);

    private static OfferedTool Of(string server, McpToolDefinition definition)
    {
        var schema = CanonicalJson.Of(definition.InputSchema);
        var tool = new OfferedTool(
            NameOf(server, definition.Name),
            definition,
            Digest([definition.Name, definition.Title ?? "", definition.Description ?? "", schema]),
            ToolStanding.Callable);
        return definition.InputSchema.ValueKind != JsonValueKind.Object ? Refuse(tool, "its input schema is no object")
            : schema.Length > SchemaCharactersMax
                ? Refuse(tool, $"its input schema has more than {SchemaCharactersMax} characters")
            : definition.Description?.Length > DescriptionCharactersMax
                ? Refuse(tool, $"its description has more than {DescriptionCharactersMax} characters")
            : definition.Name.Length == 0 ? Refuse(tool, "it has no name")
            : tool;
    }

    private static OfferedTool Refuse(
        OfferedTool tool, string why) =>
            tool with { Standing = ToolStanding.Refused, Reason = $"The tool cannot be offered: {why}." };

    private static string Safe(string text) =>
        string.Concat(
            text.Select(character => char.IsAsciiLetterOrDigit(character) || character == '-' ? character : '_'));

    /// <summary>
    /// 128 bits, which is enough against a second text of the same digest and lets all digests fit into one state.
    /// </summary>
    private static string Digest(IReadOnlyList<string> parts)
    {
        var bytes = SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part.Length}:{part}"))));
        return Convert.ToBase64String(bytes, 0, 16).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
