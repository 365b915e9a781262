using System.Globalization;
using System.Text.Json;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Reads fields of JSON from outside, which may be missing or of another type. Nothing here throws.</summary>
internal static class JsonFields
{
    /// <summary>A field; an undefined element where there is none, or no object.</summary>
    public static JsonElement Field(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var field) ? field : default;

    public static bool Has(this JsonElement from, string name) =>
        from.Field(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool IsTrue(this JsonElement from, string name) => from.Field(name).ValueKind == JsonValueKind.True;

    /// <summary>A text; null where there is none or its escapes are broken.</summary>
    public static string? Text(this JsonElement from, string name)
    {
        var field = from.Field(name);
        if (field.ValueKind != JsonValueKind.String) return null;
        try
        {
            return field.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static long? Number(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var value)
            ? value
            : null;

    /// <summary>An id as text; Telegram writes them as numbers.</summary>
    public static string? Id(this JsonElement from, string name) =>
        from.Number(name)?.ToString(CultureInfo.InvariantCulture);

    /// <summary>The items of a list; none where it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
