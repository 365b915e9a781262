using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// A digest that is stored with a row, over all of its columns that nothing else covers: a stream's state, which cannot
/// be folded again once a payload is erased, and the answers that are kept for idempotency keys. Rows of versions
/// before have none.
/// </summary>
internal static class RowSeal
{
    private const int SealBytes = 16;

    /// <summary>Of a row of the table of streams.</summary>
    public static byte[] OfStream(
        string id, long version, long snapshotVersion, long? dueAt, ReadOnlySpan<byte> state) =>
        Of(
            string.Create(CultureInfo.InvariantCulture, $"{id.Length}:{id} {version} {snapshotVersion} {dueAt} "),
            state);

    public static byte[] OfAnswer(IdempotencyRecord record, long at) =>
        Of(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Principal.Length}:{record.Principal} {record.Key.Length}:{record.Key} "
                    + $"{record.Digest.Length}:{record.Digest} {at} {record.Answer}"),
            []);

    private static byte[] Of(string header, ReadOnlySpan<byte> body)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(header.Length) + body.Length);
        var length = Encoding.UTF8.GetBytes(header, rented);
        body.CopyTo(rented.AsSpan(length));
        var seal = SHA256.HashData(rented.AsSpan(0, length + body.Length));
        ArrayPool<byte>.Shared.Return(rented);
        return seal[..SealBytes];
    }
}
