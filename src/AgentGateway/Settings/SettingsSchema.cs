using System.Text.Json;

namespace AgentGateway.Settings;

/// <summary>The schema of the settings, which editors use too.</summary>
internal static class SettingsSchema
{
    private const string Resource = "appsettings.schema.json";

    /// <summary>The text of the schema.</summary>
    public static string Text
    {
        get
        {
            using var reader = new StreamReader(Open());
            return reader.ReadToEnd();
        }
    }

    public static JsonDocument Parse()
    {
        using var stream = Open();
        return JsonDocument.Parse(stream);
    }

    /// <summary>
    /// The schema of a member; names count without regard to case and underlines, as in the settings themselves.
    /// </summary>
    public static JsonElement? Member(JsonElement schema, string name)
    {
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject())
                if (string.Equals(Plain(property.Name), Plain(name), StringComparison.OrdinalIgnoreCase))
                    return property.Value;
        return schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object
            ? others
            : null;
    }

    /// <summary>The schema of a setting; null where there is none of that name.</summary>
    public static JsonElement? Of(JsonElement schema, IEnumerable<string> path)
    {
        JsonElement? at = schema;
        foreach (var name in path) at = at is { } group ? Member(group, name) : null;
        return at;
    }

    public static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private static Stream Open() =>
        typeof(SettingsSchema).Assembly.GetManifestResourceStream(Resource)
        ?? throw new InvalidOperationException("The schema of the settings is missing from the program.");
}
