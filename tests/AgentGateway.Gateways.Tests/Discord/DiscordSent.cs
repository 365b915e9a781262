using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>What the bot sent or edited, as the server took it.</summary>
/// <param name="Body">The request's JSON.</param>
/// <param name="Files">Names and contents of the files that came with it.</param>
internal sealed record DiscordSent(
    string Channel, string Id, JsonObject Body, IReadOnlyList<(string Name, byte[] Content)> Files)
{
    public string Content => (string?)Body["content"] ?? "";

    public string? ReplyTo => (string?)Body["message_reference"]?["message_id"];

    /// <summary>The labels of the buttons, and their data.</summary>
    public IReadOnlyList<(string Label, string Data)> Buttons =>
    [
        .. from row in Body["components"]?.AsArray() ?? []
           from button in row!["components"]!.AsArray()
           select ((string)button!["label"]!, (string)button["custom_id"]!),
    ];
}
