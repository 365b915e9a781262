using System.Buffers.Binary;

namespace AgentGateway.Terminal.Output;

/// <summary>When output came, beside the bytes: a ring of small records, at most one for each step of time.</summary>
public sealed class OutputTimeline(OutputRing ring) : IDisposable
{
    private const int EntryBytes = 24;

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
        if (entry.At - _last.At < Step && entry.Columns == _last.Columns && entry.Rows == _last.Rows) return;
        _last = entry;
        Span<byte> bytes = stackalloc byte[EntryBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], entry.At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], entry.Columns);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], entry.Rows);
        ring.Append(bytes);
    }

    /// <summary>All that is still there, oldest first.</summary>
    public IEnumerable<TimelineEntry> Read()
    {
        var bytes = new byte[EntryBytes];
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
            yield return new TimelineEntry(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8))),
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16)),
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(20)));
            at += EntryBytes;
        }
    }

    public void Dispose() => ring.Dispose();
}
