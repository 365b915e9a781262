using System.Text.Json;

namespace AgentGateway.Gateways.Discord.Api;

/// <summary>
/// Reads JSON that may be anything: what is missing or of another type is null, or nothing to enumerate.
/// </summary>
internal static class DiscordJson
{
    private const int IdDigitsMax = 20;

    /// <summary>The whole text as JSON; null where it is none.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var member)
        && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? member
            : null;

    public static JsonElement? Object(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];

    public static string? Text(this JsonElement element, string name)
    {
        if (element.Member(name) is not { ValueKind: JsonValueKind.String } member) return null;
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // Escapes that are half of a surrogate pair make no string.
            return null;
        }
    }

    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number)
            ? number
            : null;

    public static double? Fraction(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } member
        && member.TryGetDouble(out var number)
        && double.IsFinite(number)
            ? number
            : null;

    public static bool IsTrue(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>An id; null where the member is no string of digits, so that an id is safe in an address.</summary>
    public static string? Id(this JsonElement element, string name) =>
        element.Text(name) is { } text && IsId(text) ? text : null;

    public static IEnumerable<string> Ids(this JsonElement element, string name) =>
        element.Items(name).Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetRawText().Trim('"')).Where(IsId);

    public static bool IsId(string text) => text.Length is > 0 and <= IdDigitsMax && text.All(char.IsAsciiDigit);
}
