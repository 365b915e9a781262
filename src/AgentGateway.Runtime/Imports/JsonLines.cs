using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgentGateway.Runtime.Imports;

/// <summary>
/// Reads a file line by line from a byte on, however large the file is. A line that is longer than the limit is passed
/// over and only told; a last line without its end is still being written, and is told as such.
/// </summary>
internal static class JsonLines
{
    /// <summary>More than any line with a picture in it has.</summary>
    public const int LineBytesMax = 32 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;

    /// <param name="lineBytesMax">Longer lines are not kept in memory.</param>
    public static async IAsyncEnumerable<JsonLine> ReadAsync(
        Stream file, int lineBytesMax, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var offset = file.Position;
        var buffer = new byte[BufferBytes];
        var line = new ArrayBufferWriter<byte>();
        var isLong = false;
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            for (var at = 0; at < count;)
            {
                var end = buffer.AsSpan(at, count - at).IndexOf((byte)'\n');
                var piece = end < 0 ? count - at : end;
                if (line.WrittenCount + piece > lineBytesMax) isLong = true;
                if (!isLong) line.Write(buffer.AsSpan(at, piece));
                at += piece;
                offset += piece;
                if (end < 0) continue;
                at++;
                offset++;
                yield return new(isLong ? default : line.WrittenMemory, offset, isLong, IsWhole: true);
                Forget(ref line);
                isLong = false;
            }
        }

        if (line.WrittenCount > 0 || isLong)
            yield return new(isLong ? default : line.WrittenMemory, offset, isLong, IsWhole: false);
    }

    /// <summary>The room of an unusually long line is given back.</summary>
    private static void Forget(ref ArrayBufferWriter<byte> line)
    {
        if (line.Capacity > BufferBytes * 16) line = new();
        else line.ResetWrittenCount();
    }
}
