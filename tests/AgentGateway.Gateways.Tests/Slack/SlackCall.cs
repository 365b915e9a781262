using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>A call of the Web API that was accepted.</summary>
/// <param name="Arguments">As JSON, whether they came so or as a form.</param>
/// <param name="Number">The <c>ts</c> of the message that it made or changed; empty for none.</param>
internal sealed record SlackCall(string Method, JsonObject Arguments, string Number)
{
    public string Channel => Text("channel") ?? Text("channel_id") ?? "";

    public string? Thread => Text("thread_ts");

    /// <summary>The text as Slack gets it, with its entities.</summary>
    public string Message => Text("text") ?? "";

    /// <summary>The labels of the buttons with their values, in order.</summary>
    public IReadOnlyList<(string Label, string Value, string? Style)> Buttons =>
    [
        .. from block in Arguments["blocks"] as JsonArray ?? []
           where (string?)block!["type"] == "actions"
           from button in block["elements"]!.AsArray()
           select ((string)button!["text"]!["text"]!, (string)button["value"]!, (string?)button["style"]),
    ];

    /// <summary>What the sections show, one after the other.</summary>
    public string Sections => string.Join(
        '\n',
        from block in Arguments["blocks"] as JsonArray ?? []
        where (string?)block!["type"] == "section"
        select (string)block["text"]!["text"]!);

    public string? Text(string name) => Arguments[name] is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : null;
}
