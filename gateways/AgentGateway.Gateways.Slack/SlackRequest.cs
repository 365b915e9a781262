using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Slack;

/// <summary>A request of Slack's in the mode <c>http</c>: JSON for events, a form for commands and presses.</summary>
/// <param name="Kind">As envelopes of sockets name it; null where there is nothing to keep.</param>
/// <param name="Challenge">What Slack wants to read back, once, when the address is set; else null.</param>
internal sealed record SlackRequest(string? Kind, JsonElement Payload, string? Challenge = null)
{
    /// <summary>Null where it is nothing that Slack sends.</summary>
    public static SlackRequest? Read(ReadOnlyMemory<byte> body, string? contentType) =>
        contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true
            ? ReadForm(Encoding.UTF8.GetString(body.Span))
            : ReadJson(body);

    private static SlackRequest? ReadJson(ReadOnlyMemory<byte> body) => SlackJson.Parse(body) switch
    {
        null => null,
        { } json when json.Text("type") == "url_verification" => new(null, default, json.Text("challenge") ?? ""),
        { } json => new("events_api", json),
    };

    private static SlackRequest? ReadForm(string form)
    {
        var fields = new JsonObject();
        foreach (var field in form.Split('&'))
        {
            var (name, value) = field.Split('=', 2) is [var key, var content] ? (key, content) : (field, "");
            fields[Decoded(name)] = Decoded(value);
        }

        if ((string?)fields["payload"] is { } payload)
            return SlackJson.Parse(payload) is { } pressed ? new("interactive", pressed) : null;
        if (fields.ContainsKey("command"))
            return SlackJson.Parse(fields.ToJsonString()) is { } command ? new("slash_commands", command) : null;
        return fields.ContainsKey("ssl_check") ? new(null, default) : null;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
