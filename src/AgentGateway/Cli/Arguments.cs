using System.Text.Json.Nodes;

namespace AgentGateway.Cli;

/// <summary>The arguments of a call: what was not given is absent rather than null, as the tools want it.</summary>
internal static class Arguments
{
    public static JsonObject Of(params (string Name, JsonNode? Value)[] arguments)
    {
        var given = new JsonObject();
        foreach (var (name, value) in arguments)
            if (value is not null)
                given[name] = value;
        return given;
    }

    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
