using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// The chain of a stream. An event's hash covers the hash before it, the header and the payload's digest; the digest
/// covers a random salt and the payload. Payload and salt can therefore be erased, a short payload cannot be guessed
/// from what remains, and the chain still shows that nothing was left out or put in.
/// </summary>
internal static class EventChain
{
    public const int HashBytes = SHA256.HashSizeInBytes;
    public const int SaltBytes = 16;

    /// <summary>What stands before the first event.</summary>
    public static ReadOnlySpan<byte> Origin => "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8;

    public static byte[] PayloadDigest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(salt.Length + payload.Length);
        salt.CopyTo(buffer);
        payload.CopyTo(buffer.AsSpan(salt.Length));
        var digest = SHA256.HashData(buffer.AsSpan(0, salt.Length + payload.Length));
        ArrayPool<byte>.Shared.Return(buffer);
        return digest;
    }

    /// <summary>
    /// SHA-256 of: hash before, stream, version, time (100 ns since 1970), actor, type, payload digest. Numbers are
    /// big-endian, texts are UTF-8 behind their length in four bytes, so that no two headers have the same bytes.
    /// </summary>
    public static byte[] Hash(
        ReadOnlySpan<byte> before, string stream, long version, long at, string actor, string type,
            ReadOnlySpan<byte> payloadDigest)
    {
        var sizeMax = (2 * HashBytes) + (2 * sizeof(long)) + (3 * sizeof(int))
            + Encoding.UTF8.GetMaxByteCount(stream.Length) + Encoding.UTF8.GetMaxByteCount(actor.Length)
            + Encoding.UTF8.GetMaxByteCount(type.Length);
        var rented = ArrayPool<byte>.Shared.Rent(sizeMax);
        var rest = rented.AsSpan();
        Put(ref rest, before);
        Put(ref rest, stream);
        Put(ref rest, version);
        Put(ref rest, at);
        Put(ref rest, actor);
        Put(ref rest, type);
        Put(ref rest, payloadDigest);
        var hash = SHA256.HashData(rented.AsSpan(0, rented.Length - rest.Length));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static void Put(ref Span<byte> rest, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(rest, number);
        rest = rest[sizeof(long)..];
    }

    private static void Put(ref Span<byte> rest, string text)
    {
        var written = Encoding.UTF8.GetBytes(text, rest[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, written);
        rest = rest[(sizeof(int) + written)..];
    }
}
