using System.Text.Json.Nodes;

namespace AgentGateway.Testing;

/// <summary>
/// JSON from outside may have null, or half a character, in each place where a type of the program has something else.
/// </summary>
public static class JsonOddities
{
    /// <summary>A text of JSON that no string can be made of.</summary>
    private const string Half = "half-a-character";

    /// <summary>The JSON once for each value in it and each oddity, with the oddity in the place of the value.</summary>
    public static IEnumerable<string> Of(string json)
    {
        foreach (var path in Paths(JsonNode.Parse(json)!, []).ToList())
        {
            foreach (var odd in (JsonNode?[])
                [null, Half, 7, new JsonObject(), new JsonArray(), new JsonArray((JsonNode?)null)])
                yield return With(json, path, odd).Replace(Half, "\\ud800", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, [.. path, member.Key])).Prepend(path),
        JsonArray items => items.SelectMany((item, index) => Paths(item, [.. path, index])).Prepend(path),
        _ => [path],
    };

    private static string With(string json, object[] path, JsonNode? odd)
    {
        if (path.Length == 0) return odd?.ToJsonString() ?? "null";
        var root = JsonNode.Parse(json)!;
        var at = root;
        foreach (var step in path[..^1]) at = step is int index ? at![index] : at![(string)step];
        if (path[^1] is int last) at![last] = odd;
        else at![(string)path[^1]] = odd;
        return root.ToJsonString();
    }
}
