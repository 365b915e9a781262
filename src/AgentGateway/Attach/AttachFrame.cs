using System.Buffers;
using System.Buffers.Binary;

namespace AgentGateway.Attach;

/// <summary>
/// A connection carries frames once the call <c>attach</c> was accepted: a byte that names the kind, four bytes of
/// length (most significant first), and so many bytes. Output and the end come from the daemon, input and sizes from
/// the person.
/// </summary>
/// <param name="Payload">Valid until the buffer that it was read from moves on.</param>
internal readonly record struct AttachFrame(AttachFrame.Kinds Kind, ReadOnlySequence<byte> Payload)
{
    public const int HeaderBytes = 5;

    /// <summary>Longer ones are sent in pieces; a header that announces one breaks the protocol.</summary>
    public const int PayloadBytesMax = 64 * 1024;

    private const int SizeBytes = 4;

    public enum Kinds : byte
    {
        /// <summary>Bytes for the person's terminal.</summary>
        Output = (byte)'o',

        /// <summary>Bytes from the person's terminal.</summary>
        Input = (byte)'i',

        /// <summary>Columns and rows of the person's terminal, two bytes each.</summary>
        Resize = (byte)'r',

        /// <summary>
        /// Nothing follows. From the daemon it says in UTF-8 why; from the person it is empty and means detaching.
        /// </summary>
        End = (byte)'e',
    }

    /// <summary>Takes the next frame out of what has come; false while it has not come whole.</summary>
    /// <exception cref="InvalidDataException">The bytes are no frame.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out AttachFrame frame)
    {
        frame = default;
        if (buffer.Length < HeaderBytes) return false;
        Span<byte> header = stackalloc byte[HeaderBytes];
        buffer.Slice(0, HeaderBytes).CopyTo(header);
        var kind = (Kinds)header[0];
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (!Enum.IsDefined(kind) || length > PayloadBytesMax || (kind == Kinds.Resize && length != SizeBytes))
            throw new InvalidDataException("What came over an attached connection is no frame.");
        if (buffer.Length < HeaderBytes + length) return false;
        frame = new(kind, buffer.Slice(HeaderBytes, length));
        buffer = buffer.Slice(HeaderBytes + length);
        return true;
    }

    /// <summary>Writes bytes as one frame, or as several where they are too many for one.</summary>
    public static void Write(IBufferWriter<byte> target, Kinds kind, ReadOnlySpan<byte> payload)
    {
        do
        {
            var piece = payload[..Math.Min(payload.Length, PayloadBytesMax)];
            var room = target.GetSpan(HeaderBytes + piece.Length);
            WriteHeader(room, kind, piece.Length);
            piece.CopyTo(room[HeaderBytes..]);
            target.Advance(HeaderBytes + piece.Length);
            payload = payload[piece.Length..];
        } while (payload.Length > 0);
    }

    public static void WriteSize(IBufferWriter<byte> target, int columns, int rows)
    {
        Span<byte> size = stackalloc byte[SizeBytes];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)columns);
        BinaryPrimitives.WriteUInt16BigEndian(size[2..], (ushort)rows);
        Write(target, Kinds.Resize, size);
    }

    /// <summary>The head of a frame whose payload already stands behind it.</summary>
    public static void WriteHeader(Span<byte> target, Kinds kind, int payloadBytes)
    {
        target[0] = (byte)kind;
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)payloadBytes);
    }

    /// <summary>The size in a frame of the kind <see cref="Kinds.Resize"/>.</summary>
    public (int Columns, int Rows) Size()
    {
        Span<byte> size = stackalloc byte[SizeBytes];
        Payload.CopyTo(size);
        return (BinaryPrimitives.ReadUInt16BigEndian(size), BinaryPrimitives.ReadUInt16BigEndian(size[2..]));
    }
}
