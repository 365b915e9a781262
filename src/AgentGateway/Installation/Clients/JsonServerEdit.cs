using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Settings;

namespace AgentGateway.Installation.Clients;

/// <summary>
/// The entry of agw among the MCP servers of a JSON file. An entry that is there keeps what a person added: only its
/// command is put right, and options behind the arguments stay. One that reaches the daemon by HTTP is left alone.
/// </summary>
/// <param name="group">The member that holds the servers.</param>
/// <param name="entry">The entry as the client reads it.</param>
internal sealed class JsonServerEdit(string group, JsonObject entry) : IClientEdit
{
    private static readonly string[] Decisive = ["command", "args"];

    private IReadOnlyList<string> Path => [group, AgwCommand.Name];

    public string Add(string text)
    {
        using var read = ClientJson.Parse(text);
        if (ClientJson.Find(read.RootElement, Path) is not { ValueKind: JsonValueKind.Object } there)
            return JsonText.Set(text, Path, ClientJson.OneLine(entry));
        if (!there.TryGetProperty("command", out _)) return text;
        foreach (var name in Decisive)
            if (entry[name] is { } wanted
                && !(there.TryGetProperty(name, out var value) && Holds(value, wanted)))
                text = JsonText.Set(text, [.. Path, name], ClientJson.OneLine(wanted));
        return text;
    }

    public string Remove(string text) => JsonText.Remove(text, Path);

    private static bool Holds(JsonElement there, JsonNode wanted) =>
        wanted is JsonArray words
            ? there.ValueKind == JsonValueKind.Array && Holds(
                [.. there.EnumerateArray().Select(word => word.ToString())], [.. words.Select(word => (string)word!)])
            : there.ValueKind == JsonValueKind.String && there.GetString() == (string?)wanted;

    /// <summary>Options that a person added stand behind ours; another data directory is not one of them.</summary>
    internal static bool Holds(IReadOnlyList<string> there, IReadOnlyList<string> wanted) =>
        there.Take(wanted.Count).SequenceEqual(wanted) && !there.Skip(wanted.Count).Contains("--data");
}
