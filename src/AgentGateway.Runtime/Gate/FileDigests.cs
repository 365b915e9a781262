using System.Buffers;
using System.Security.Cryptography;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// The content of files, as digests. Nothing is remembered: a file's times can be set back after it was changed.
/// </summary>
internal static class FileDigests
{
    public const string Absent = "absent";

    /// <summary>A file with more bytes is not bound to an approval: reading it would hold up its call.</summary>
    public const string TooLarge = "too large";

    public const long BytesMax = 256 * 1024 * 1024;

    private const int PieceBytes = 128 * 1024;

    /// <summary>
    /// SHA-256, hexadecimal; <see cref="Absent"/> where there is no regular file that can be read, and
    /// <see cref="TooLarge"/> where it has more than <see cref="BytesMax"/>, also when it grows meanwhile.
    /// </summary>
    /// <param name="path">In its real place: a link is not followed.</param>
    public static string Of(string path, CancellationToken cancellationToken)
    {
        using var file = OpenedFile.Open(path, followsLink: false);
        if (file is not { IsRegular: true }) return Absent;
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            if (file.Stream.Length > BytesMax) return TooLarge;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var total = 0L;
            while (file.Stream.Read(piece) is > 0 and var count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((total += count) > BytesMax) return TooLarge;
                hash.AppendData(piece, 0, count);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Absent;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
