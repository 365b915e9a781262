namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// The type of a file by how its content begins. What the sender or the platform calls it says nothing of what is in it.
/// Pure.
/// </summary>
internal static class ContentType
{
    public const string Unknown = "application/octet-stream";

    private static readonly (int Offset, byte[] Bytes, string Type)[] Beginnings =
    [
        (0, [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8], "image/png"),
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [.. "GIF8"u8], "image/gif"),
        (8, [.. "WEBP"u8], "image/webp"),
        (8, [.. "WAVE"u8], "audio/wav"),
        (4, [.. "ftyp"u8], "video/mp4"),
        (0, [.. "OggS"u8], "audio/ogg"),
        (0, [.. "ID3"u8], "audio/mpeg"),
        (0, [.. "%PDF-"u8], "application/pdf"),
        (0, [.. "PK"u8, 3, 4], "application/zip"),
        (0, [0x1F, 0x8B], "application/gzip"),
        (0, [0x7F, .. "ELF"u8], "application/x-executable"),
    ];

    public static string Of(ReadOnlySpan<byte> content)
    {
        foreach (var (offset, bytes, type) in Beginnings)
            if (content.Length >= offset + bytes.Length && content[offset..].StartsWith(bytes))
                return type;
        return Unknown;
    }
}
