using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>Files as Slack's messages describe them.</summary>
internal static class SlackFiles
{
    /// <summary>Either a file that can be fetched, or the words for what is not understood.</summary>
    public static (InboundFile? File, string? NotUnderstood) Read(JsonElement file)
    {
        if (file.Text("subtype") is "slack_audio") return (null, "a voice message");
        if (file.Text("subtype") is "slack_video") return (null, "a video message");
        if (file.Text("mode") is "tombstone" or "hidden_by_limit") return (null, "a file that Slack no longer has");
        if (file.Text("mode") is "external" || file.IsTrue("is_external"))
            return (null, "a file that is stored outside Slack");
        // A file of another organisation comes with its id alone; the rest is asked for when it is fetched.
        return (file.Text("url_private_download") ?? file.Text("url_private") ?? file.Text("id")) is { } reference
            ? (new(reference, file.Text("name") ?? file.Text("title") ?? "file", file.Number("size")), null)
            : (null, "a file without an address");
    }
}
