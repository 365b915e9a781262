using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>A file on the server.</summary>
/// <param name="Length">As it was announced.</param>
internal sealed record SlackServerFile(string Id, string Name, int Length)
{
    /// <summary>Null before it is uploaded.</summary>
    public byte[]? Content { get; set; }

    public JsonObject Describe(string root) => new()
    {
        ["id"] = Id, ["name"] = Name, ["title"] = Name, ["size"] = Length, ["mode"] = "hosted", ["is_external"] = false,
        ["mimetype"] = "text/plain", ["filetype"] = "text",
        ["url_private"] = $"{root}/files/{Id}/{Uri.EscapeDataString(Name)}",
        ["url_private_download"] = $"{root}/files/{Id}/download/{Uri.EscapeDataString(Name)}",
    };
}
