using System.Buffers.Binary;

namespace AgentGateway.Storage.Schema;

/// <summary>
/// What the first bytes of a database file say (https://www.sqlite.org/fileformat.html), read without touching it.
/// </summary>
internal readonly record struct DatabaseHeader(bool IsSqlite, uint Application, uint SchemaVersion)
{
    /// <summary>"agwy": the mark by which this program knows its own databases.</summary>
    public const uint OurApplication = 0x61677779;

    private const int HeaderBytes = 100;
    private const int SchemaVersionOffset = 60;
    private const int ApplicationOffset = 68;

    /// <summary>Null for a file that does not exist or is empty, which becomes a new database.</summary>
    public static DatabaseHeader? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> header = stackalloc byte[HeaderBytes];
        var read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        if (read < HeaderBytes || !header.StartsWith("SQLite format 3\0"u8))
            return new(false, 0, 0);
        return new(
            true,
            BinaryPrimitives.ReadUInt32BigEndian(header[ApplicationOffset..]),
            BinaryPrimitives.ReadUInt32BigEndian(header[SchemaVersionOffset..]));
    }
}
