using System.Text;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Delivery;

/// <summary>Makes messages that fit of a text: a few parts, or its beginning and the whole as a file. Pure.</summary>
internal static class MessageParts
{
    /// <summary>A longer text is hard to read in a chat, and pushes away what was said before.</summary>
    private const int PartsMax = 3;

    private const int MarkRoom = 40;

    private const string FileNote = "\n\n_The whole text is in the file._";

    public static IReadOnlyList<OutboundMessage> Of(string markdown, string fileName, ChatFeatures features)
    {
        // A part may later be sent again with words that say so.
        var max = features.LengthMax - MarkRoom;
        var parts = MarkdownSplitter.Split(markdown, max, features.Length);
        if (parts.Count <= PartsMax) return [.. parts.Select(part => new OutboundMessage(part))];
        var content = Encoding.UTF8.GetBytes(markdown);
        if (content.Length > features.FileBytesMax) return [.. parts.Select(part => new OutboundMessage(part))];
        var room = max - features.Length(FileNote);
        return
        [
            new(MarkdownSplitter.Split(markdown, room, features.Length)[0] + FileNote)
            {
                File = new(fileName, "text/markdown", content),
            },
        ];
    }
}
