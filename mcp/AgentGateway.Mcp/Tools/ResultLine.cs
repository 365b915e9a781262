using System.Globalization;
using System.Text.Json;

namespace AgentGateway.Mcp.Tools;

/// <summary>
/// One line about an answer, for people whose client gives its model the structured content: the tool's title with the
/// ids, states, names, numbers and counts of the answer, or the refusal. Pure.
/// </summary>
internal static class ResultLine
{
    private const int FactsMax = 8;
    private const int ValueCharactersMax = 80;

    public static string Of(string title, JsonElement answer, bool isRefused)
    {
        if (isRefused) return RefusalOf(answer);
        var facts = string.Join(", ", FactsOf(answer).Take(FactsMax));
        return facts.Length == 0 ? $"{title}: done" : $"{title}: {facts}";
    }

    /// <summary>Code, sentence and hint: some clients show a refusal as its text alone, also to the model.</summary>
    private static string RefusalOf(JsonElement refusal)
    {
        var hint = refusal.TryGetProperty("hint", out var told) ? $" {told.GetString()}" : "";
        return $"{refusal.GetProperty("code").GetString()}: {refusal.GetProperty("message").GetString()}{hint}";
    }

    private static IEnumerable<string> FactsOf(JsonElement answer)
    {
        foreach (var member in answer.EnumerateObject())
        {
            var name = member.Name.Replace('_', ' ');
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.String when IsAddress(member.Name) && ValueOf(member.Value) is { } value:
                    yield return value;
                    break;
                case JsonValueKind.Object:
                    foreach (var inner in member.Value.EnumerateObject())
                        if (inner.Value.ValueKind == JsonValueKind.String
                            && inner.Name is "id" or "status" or "state"
                            && ValueOf(inner.Value) is { } value)
                            yield return value;
                    break;
                case JsonValueKind.Array:
                    yield return string.Create(
                        CultureInfo.InvariantCulture, $"{member.Value.GetArrayLength()} {name}");
                    break;
                case JsonValueKind.Number:
                    yield return $"{name} {member.Value.GetRawText()}";
                    break;
                case JsonValueKind.True:
                    yield return name;
                    break;
            }
        }
    }

    private static bool IsAddress(string name) =>
        name is "id" or "status" or "state" or "name" || name.EndsWith("_id", StringComparison.Ordinal);

    /// <summary>Null for a value that would not be part of one short line.</summary>
    private static string? ValueOf(JsonElement value) =>
        value.GetString() is { Length: > 0 and <= ValueCharactersMax } text && !text.AsSpan().ContainsAny('\n', '\r')
            ? text
            : null;
}
