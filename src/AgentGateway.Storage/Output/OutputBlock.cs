using System.Buffers.Binary;
using System.Text;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.Output;

/// <summary>
/// Neighbouring lines of one session, stored and indexed as one: an index entry for every line would cost twice as much
/// as everything else together. What a block matches is looked for again in its lines.
/// </summary>
internal static class OutputBlock
{
    public const int LinesMax = 16;
    public const int CharactersMax = 8 * 1024;

    private const int MarkBytes = 8 + 8 + 1 + 4;

    /// <summary>Where and when each line is, how bad, and how long its text.</summary>
    public static byte[] Marks(ReadOnlySpan<OutputLine> lines)
    {
        var marks = new byte[lines.Length * MarkBytes];
        for (var index = 0; index < lines.Length; index++)
        {
            var mark = marks.AsSpan(index * MarkBytes, MarkBytes);
            var line = lines[index];
            BinaryPrimitives.WriteInt64LittleEndian(mark, line.Offset);
            BinaryPrimitives.WriteInt64LittleEndian(mark[8..], Instant.Of(line.At));
            mark[16] = (byte)(((int)line.Stream << 4) | (int)line.Severity);
            BinaryPrimitives.WriteInt32LittleEndian(mark[17..], line.Text.Length);
        }

        return marks;
    }

    public static string Text(ReadOnlySpan<OutputLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.Text).Append('\n');
        return text.ToString();
    }

    /// <summary>The lines again, the last first.</summary>
    public static IEnumerable<OutputLine> LastFirst(byte[] marks, string text)
    {
        var end = text.Length;
        for (var at = marks.Length - MarkBytes; at >= 0; at -= MarkBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(marks.AsSpan(at + 17));
            end -= length + 1;
            yield return new(
                BinaryPrimitives.ReadInt64LittleEndian(marks.AsSpan(at)),
                Instant.Time(BinaryPrimitives.ReadInt64LittleEndian(marks.AsSpan(at + 8))),
                (OutputStream)(marks[at + 16] >> 4),
                (LineSeverity)(marks[at + 16] & 0xf),
                text.Substring(end, length));
        }
    }
}
