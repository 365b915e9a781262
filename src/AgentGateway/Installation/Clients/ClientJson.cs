using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Views;

namespace AgentGateway.Installation.Clients;

/// <summary>Reads JSON as clients write it, with comments and trailing commas.</summary>
internal static class ClientJson
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static JsonDocument Parse(string text) =>
        JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text, Lenient);

    /// <summary>The value that the names lead to; null where there is none.</summary>
    public static JsonElement? Find(JsonElement root, IEnumerable<string> names)
    {
        foreach (var name in names)
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out root)) return null;
        return root;
    }

    /// <summary>JSON in one line, with the spaces that a person would write.</summary>
    public static string OneLine(JsonNode value) => value switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject members => "{ "
            + string.Join(", ", members.Select(member => $"{Quoted(member.Key)}: {OneLine(member.Value!)}")) + " }",
        JsonArray items => "[" + string.Join(", ", items.Select(item => OneLine(item!))) + "]",
        _ => value.ToJsonString(HostJson.Plain.Options),
    };

    /// <summary>A text in double quotes, as JSON and TOML both read it.</summary>
    public static string Quoted(string text) => JsonValue.Create(text)!.ToJsonString(HostJson.Plain.Options);

    public static JsonArray Array(IEnumerable<string> words) =>
        [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)];
}
