using System.Globalization;
using System.Text.Json;

namespace AgentGateway.Cli;

/// <summary>Reads answers for people: what is absent is an empty text.</summary>
internal static class Show
{
    public static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Null => "",
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                _ => value.GetRawText(),
            }
            : "";

    /// <summary>A time on the clock of whoever reads it.</summary>
    public static string Time(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.TryGetDateTimeOffset(out var at)
            ? at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "";

    public static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    public static string Joined(JsonElement element, string name) =>
        string.Join(", ", List(element, name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText()));
}
