using System.Text;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Tools;
using ModelContextProtocol.Protocol;

namespace AgentGateway.McpClients;

/// <summary>The text of a server's result for a model: bounded, with a note where content is left out. Pure.</summary>
internal static class ResultText
{
    public const int BytesMax = 1024 * 1024;

    public static ToolAnswer Of(CallToolResult result, McpServerLog log)
    {
        var parts = (result.Content ?? []).Select(Of).ToList();
        if (parts.Count == 0 && result.StructuredContent is { } structured) parts.Add(structured.GetRawText());
        var text = log.Redact(string.Join('\n', parts));
        return ToolAnswer.OfText(Cut(text.Length == 0 ? "(nothing)" : text), result.IsError is true);
    }

    public static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= BytesMax) return text;
        var (kept, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > BytesMax) break;
            (kept, bytes) = (kept + rune.Utf16SequenceLength, bytes + rune.Utf8SequenceLength);
        }

        return $"{text[..kept]}\n[cut: the result has {text.Length} characters, of which these are the first {kept}]";
    }

    private static string Of(ContentBlock block) => block switch
    {
        TextContentBlock text => text.Text,
        EmbeddedResourceBlock { Resource: TextResourceContents resource } =>
            $"[resource {resource.Uri}]\n{resource.Text}",
        EmbeddedResourceBlock { Resource: BlobResourceContents resource } =>
            $"[resource {resource.Uri}, {resource.MimeType ?? "binary"}, not shown]",
        ResourceLinkBlock link => $"[resource {link.Uri}{(link.Description is { } words ? $": {words}" : "")}]",
        ImageContentBlock image => $"[an image, {image.MimeType}, not shown]",
        AudioContentBlock audio => $"[a sound, {audio.MimeType}, not shown]",
        _ => $"[{block.Type}, not shown]",
    };
}
