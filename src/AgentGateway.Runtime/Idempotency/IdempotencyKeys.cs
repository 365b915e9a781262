using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Idempotency;

/// <summary>
/// Keys by which a caller makes a request safe to repeat: the same key with the same request is given the first answer,
/// with another request it is refused.
/// </summary>
public sealed class IdempotencyKeys(IJournal journal)
{
    public const int CharactersMax = 200;

    /// <param name="key">Null where the caller gave none.</param>
    /// <param name="parts">What tells the request from others, in order.</param>
    public IdempotentRequest Of(Caller caller, string? key, params ReadOnlySpan<string?> parts) =>
        new(journal, caller, key, Digest(parts));

    /// <summary>
    /// A digest of the request: its parts in order, so that no two requests have the same one by chance.
    /// </summary>
    public static string Digest(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
