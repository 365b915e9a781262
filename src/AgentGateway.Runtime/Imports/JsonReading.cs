using System.Text.Json;

namespace AgentGateway.Runtime.Imports;

/// <summary>Reads values of an entry that may be absent or of another kind than they should be.</summary>
internal static class JsonReading
{
    /// <summary>The value, or undefined.</summary>
    public static JsonElement Get(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement from, string name) => from.Get(name).Text();

    public static string? Text(this JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool IsTrue(this JsonElement from, string name) => from.Get(name).ValueKind == JsonValueKind.True;

    public static DateTimeOffset? Time(this JsonElement from, string name) =>
        from.Get(name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>The elements of an array; none of anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
