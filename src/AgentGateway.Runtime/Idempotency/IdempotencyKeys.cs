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

    /// <summary>The code of the refusal of another request under a key that was used.</summary>
    public const string ConflictCode = "idempotency_conflict";

    /// <param name="key">Null where the caller gave none.</param>
    /// <param name="fields">The values that distinguish the request from others, in order.</param>
    public IdempotentRequest Of(Caller caller, string? key, params ReadOnlySpan<string?> fields) =>
        new(journal, caller, key, Digest(fields));

    /// <summary>
    /// A digest of the request's fields in order; each field is preceded by its length, so that different fields never
    /// give the same bytes.
    /// </summary>
    public static string Digest(params ReadOnlySpan<string?> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in fields)
        {
            var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
