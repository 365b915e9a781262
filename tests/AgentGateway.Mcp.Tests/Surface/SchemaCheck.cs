using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>
/// The part of JSON Schema (draft 2020-12) that our schemas use: whether a schema is one, and whether a value fits it.
/// </summary>
internal static class SchemaCheck
{
    private static readonly string[] Types = ["object", "array", "string", "integer", "number", "boolean"];

    private static readonly string[] Keywords =
        ["type", "properties", "required", "additionalProperties", "items", "enum", "description", "default",
            "minimum", "format", "anyOf"];

    public static List<string> FaultsOf(JsonNode? schema, string at = "$")
    {
        if (schema is not JsonObject node) return [$"{at} is no object"];
        var faults = node.Where(
            member => !Keywords.Contains(member.Key)).Select(member => $"{at} has the keyword {member.Key}").ToList();
        if (!TypesOf(node).All(Types.Contains) || !TypesOf(node).Any()) faults.Add($"{at} has no known type");
        if (node["enum"] is { } values && values.AsArray().Count == 0) faults.Add($"{at} allows nothing");
        var properties = node["properties"]?.AsObject() ?? [];
        foreach (var name in AlternativesOf(node).SelectMany(required => required))
            if (!properties.ContainsKey(name))
                faults.Add($"{at} requires {name}, which it does not have");
        foreach (var (name, property) in properties) faults.AddRange(FaultsOf(property, $"{at}.{name}"));
        if (TypesOf(node).Contains("array")) faults.AddRange(FaultsOf(node["items"], $"{at}[]"));
        return faults;
    }

    /// <summary>
    /// Where the value does not fit. Properties that the schema does not name are faults too: it shall name all we
    /// send.
    /// </summary>
    public static List<string> Misfits(JsonNode? value, JsonNode schema, string at = "$")
    {
        if (!TypesOf(schema).Any(type => Is(value, type)))
            return [$"{at} is {value?.ToJsonString() ?? "null"}, not {schema["type"]}"];
        if (schema["enum"] is { } allowed && allowed.AsArray().All(item => !JsonNode.DeepEquals(item, value)))
            return [$"{at} is {value}, not one of {allowed}"];
        return value switch
        {
            JsonObject members => [.. MembersMisfit(members, schema, at)],
            JsonArray items =>
                [.. items.SelectMany((item, index) => Misfits(item, schema["items"]!, $"{at}[{index}]"))],
            _ => [],
        };
    }

    private static IEnumerable<string> MembersMisfit(JsonObject members, JsonNode schema, string at)
    {
        var properties = schema["properties"]?.AsObject() ?? [];
        if (!AlternativesOf(schema).Any(required => required.All(members.ContainsKey)))
            yield return $"{at} has not all that is required";
        foreach (var (name, member) in members)
        {
            if (properties[name] is not { } property)
            {
                if (schema["additionalProperties"]?.GetValue<bool>() == true) continue;
                yield return $"{at}.{name} is not in the schema";
                continue;
            }

            foreach (var misfit in Misfits(member, property, $"{at}.{name}")) yield return misfit;
        }
    }

    /// <summary>The sets of properties of which one must be there in full.</summary>
    private static List<List<string>> AlternativesOf(JsonNode schema) => schema["anyOf"] is JsonArray several
        ? [.. several.SelectMany(one => AlternativesOf(one!))]
        : [[.. (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())]];

    private static IEnumerable<string> TypesOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => types.Select(type => type!.GetValue<string>()),
        JsonValue type => [type.GetValue<string>()],
        _ => [],
    };

    private static bool Is(JsonNode? value, string type) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Object => type == "object",
        System.Text.Json.JsonValueKind.Array => type == "array",
        System.Text.Json.JsonValueKind.String => type == "string",
        System.Text.Json.JsonValueKind.Number =>
            type == "number" || (type == "integer" && decimal.IsInteger(value.GetValue<decimal>())),
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => type == "boolean",
        _ => false,
    };
}
