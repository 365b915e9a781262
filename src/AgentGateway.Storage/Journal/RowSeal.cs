using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// A digest that is stored with a row, over all of its columns that nothing else covers: a stream's state, which cannot
/// be folded again once a payload is erased, and the answers that are kept for idempotency keys. Rows that an earlier
/// version of the program wrote have none.
/// </summary>
internal static class RowSeal
{
    private const int SealBytes = 16;

    /// <summary>Room for four numbers, and for what stands between them.</summary>
    private const int NumbersBytes = 96;

    /// <summary>Of a row of the table of streams.</summary>
    public static byte[] OfStream(
        string id, long version, long snapshotVersion, long? dueAt, ReadOnlySpan<byte> state)
    {
        // Made with each append, so the bytes are written where they are hashed.
        var rented = ArrayPool<byte>.Shared.Rent(
            Encoding.UTF8.GetMaxByteCount(id.Length) + NumbersBytes + state.Length);
        if (!Utf8.TryWrite(
            rented,
            CultureInfo.InvariantCulture,
            $"{id.Length}:{id} {version} {snapshotVersion} {dueAt} ",
            out var length))
            throw new UnreachableException();
        state.CopyTo(rented.AsSpan(length));
        var seal = Of(rented.AsSpan(0, length + state.Length));
        ArrayPool<byte>.Shared.Return(rented);
        return seal;
    }

    public static byte[] OfAnswer(IdempotencyRecord record, long at) =>
        Of(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Principal.Length}:{record.Principal} {record.Key.Length}:{record.Key} "
                + $"{record.Digest.Length}:{record.Digest} {at} {record.Answer}")));

    private static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return digest[..SealBytes].ToArray();
    }
}
