using System.Buffers;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// A ring as all readers but an attached person see it: each byte of a secret value is an asterisk. Lengths, and so
/// offsets, are those of the ring. A value is found wherever a reader cuts it, because each read looks at what stands
/// before and behind it.
/// </summary>
public sealed class RedactedOutput(OutputRing ring, Func<SecretMatcher> secrets) : IOutputReader
{
    /// <summary>A value may be interrupted by line breaks and control sequences, which need room as well.</summary>
    private const int RoomPerByte = 4;
    private const int RoomMin = 1024;

    public long Start => ring.Start;

    public long End => ring.End;

    public bool IsComplete => ring.IsComplete;

    public RingRead Read(long offset, Span<byte> buffer)
    {
        var matcher = secrets();
        if (matcher.IsEmpty || buffer.IsEmpty) return ring.Read(offset, buffer);
        var room = Math.Max(RoomMin, matcher.Reach * RoomPerByte);
        var from = Math.Max(0, offset - room);
        var size = (int)(offset - from) + buffer.Length + room;
        var wide = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var read = ring.Read(from, wide.AsSpan(0, size));
            var bytes = wide.AsSpan(0, read.Count);
            matcher.Mask(bytes, isOpen: read.Count < size && !ring.IsComplete);
            var begin = Math.Max(offset, read.Offset);
            var count = (int)Math.Clamp(read.Offset + read.Count - begin, 0, buffer.Length);
            if (count > 0) bytes.Slice((int)(begin - read.Offset), count).CopyTo(buffer);
            return new(begin, count, begin - offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(wide, clearArray: true);
        }
    }

    public Task<bool> WaitForAsync(long offset, CancellationToken cancellationToken) =>
        ring.WaitForAsync(offset, cancellationToken);
}
