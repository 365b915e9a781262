using System.Buffers.Binary;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// The state of a ring, stored at the beginning of its file. It is written alternately to two slots with a checksum, so
/// that a slot torn by a crash leaves the other.
/// </summary>
/// <param name="Sequence">Grows with each writing; the newest sound one counts.</param>
/// <param name="End">One past the last byte that was appended.</param>
/// <param name="Reserved">
/// No byte beyond this was ever being written: what lies a capacity before it may be overwritten.
/// </param>
/// <param name="Flushed">Bytes before this have reached the disk itself.</param>
/// <param name="Boot">Which start of the machine wrote it.</param>
internal readonly record struct RingHeader(
    long Capacity, long Sequence, long End, long Reserved, long Flushed, Guid Boot)
{
    public const int PageBytes = 4096;

    private const int SlotBytes = 80;
    private const int SlotDistanceBytes = 2048;
    private const ulong Magic = 0x31474E4952574741; // AGWRING1

    public long SlotAt => Sequence % 2 * SlotDistanceBytes;

    /// <summary>Null when neither slot holds a sound header.</summary>
    public static RingHeader? Read(ReadOnlySpan<byte> page)
    {
        var first = ReadSlot(page[..SlotBytes]);
        var second = ReadSlot(page.Slice(SlotDistanceBytes, SlotBytes));
        return first is { } one && (second is not { } other || one.Sequence > other.Sequence) ? first : second;
    }

    public int Write(Span<byte> slot)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(slot, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], End);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], Reserved);
        BinaryPrimitives.WriteInt64LittleEndian(slot[40..], Flushed);
        Boot.TryWriteBytes(slot[48..]);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[64..], Checksum(slot[..64]));
        return SlotBytes;
    }

    private static RingHeader? ReadSlot(ReadOnlySpan<byte> slot)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(slot) != Magic
            || BinaryPrimitives.ReadUInt64LittleEndian(slot[64..]) != Checksum(slot[..64])) return null;
        return new RingHeader(
            BinaryPrimitives.ReadInt64LittleEndian(slot[8..]), BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[24..]), BinaryPrimitives.ReadInt64LittleEndian(slot[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[40..]), new Guid(slot.Slice(48, 16)));
    }

    /// <summary>FNV-1a: it has to detect a torn write, not an attack.</summary>
    private static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var value in bytes) hash = unchecked((hash ^ value) * 0x100000001B3UL);
        return hash;
    }
}
