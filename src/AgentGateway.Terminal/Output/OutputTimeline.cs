using System.Buffers.Binary;

namespace AgentGateway.Terminal.Output;

/// <summary>When output came, beside the bytes: a ring of small records, at most one for each step of time.</summary>
public sealed class OutputTimeline(OutputRing ring) : IDisposable
{
    private const int EntryBytes = 24;
    private const int EntriesAtOnce = 512;

    /// <summary>No terminal is that wide.</summary>
    private const int ErrorsBit = 1 << 24;

    /// <summary>A smaller step cannot be seen when the recording is played.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private TimelineEntry _last = new(-1, DateTimeOffset.MinValue, 0, 0);

    /// <summary>Opens one with room for <paramref name="entries"/> records; an existing one keeps its own.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    public static OutputTimeline Open(string path, int entries) =>
        new(OutputRing.Open(path, (long)entries * EntryBytes));

    /// <summary>
    /// Notes that the byte at the entry's offset came then. Called before or after its bytes are appended, by the one
    /// writer.
    /// </summary>
    public void Note(TimelineEntry entry)
    {
        if (entry.At - _last.At < Step
            && (entry.Columns, entry.Rows, entry.IsErrors) == (_last.Columns, _last.Rows, _last.IsErrors))
            return;
        _last = entry;
        Span<byte> bytes = stackalloc byte[EntryBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], entry.At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], entry.Columns | (entry.IsErrors ? ErrorsBit : 0));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], entry.Rows);
        ring.Append(bytes);
    }

    /// <summary>All that is still there, oldest first.</summary>
    public IEnumerable<TimelineEntry> Read()
    {
        var bytes = new byte[EntryBytes * EntriesAtOnce];
        // Records are written whole, but the oldest byte of the ring may lie inside one.
        for (var at = (ring.Start + EntryBytes - 1) / EntryBytes * EntryBytes; ;)
        {
            var read = ring.Read(at, bytes);
            if (read.Dropped > 0)
            {
                at = (read.Offset + EntryBytes - 1) / EntryBytes * EntryBytes;
                continue;
            }

            if (read.Count < EntryBytes) yield break;
            for (var from = 0; from + EntryBytes <= read.Count; from += EntryBytes)
            {
                yield return EntryOf(bytes.AsSpan(from, EntryBytes));
                at += EntryBytes;
            }
        }
    }

    /// <summary>
    /// The pieces of a range of the output, each of output or of errors alone. What came before the oldest record
    /// counts as output.
    /// </summary>
    public IReadOnlyList<OutputPiece> Pieces(long from, long to)
    {
        var pieces = new List<OutputPiece>();
        var (begin, isErrors) = (from, false);
        foreach (var entry in Read())
        {
            if (entry.Offset >= to) break;
            if (entry.IsErrors == isErrors) continue;
            Add(entry.Offset);
            (begin, isErrors) = (Math.Max(from, entry.Offset), entry.IsErrors);
        }

        Add(to);
        return pieces;

        void Add(long end)
        {
            if (end > begin) pieces.Add(new(begin, end, isErrors));
        }
    }

    private static TimelineEntry EntryOf(ReadOnlySpan<byte> bytes)
    {
        var columns = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        return new TimelineEntry(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])),
            columns & ~ErrorsBit,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
            (columns & ErrorsBit) != 0);
    }

    public void Dispose() => ring.Dispose();
}
