using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Slack;

/// <summary>With what a press is answered, as it stands in <c>InboundPress.Answer</c>.</summary>
/// <param name="ResponseUrl">Takes five answers within half an hour; null where Slack gave none.</param>
internal sealed record SlackPressAnswer(string? ResponseUrl, string Channel, string? Thread, string User)
{
    public string Write() =>
        new JsonObject { ["url"] = ResponseUrl, ["channel"] = Channel, ["thread"] = Thread, ["user"] = User }
            .ToJsonString();

    /// <summary>Null where it is nothing that <see cref="Write"/> wrote.</summary>
    public static SlackPressAnswer? Read(string text) =>
        SlackJson.Parse(text) is { } json && json.Text("channel") is { } channel && json.Text("user") is { } user
            ? new(json.Text("url"), channel, json.Text("thread"), user)
            : null;
}
