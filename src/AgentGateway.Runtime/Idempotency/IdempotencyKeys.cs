using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Idempotency;

/// <summary>
/// Keys by which a caller makes a request safe to repeat: the same key with the same request is given the first answer, with
/// another request it is refused.
/// </summary>
public sealed class IdempotencyKeys(IJournal journal)
{
    public const int CharactersMax = 200;

    /// <summary>The first answer under that key; null when it was not used yet or there is none.</summary>
    public async ValueTask<Outcome<string?>> FindAsync(Caller caller, string? key, string digest, CancellationToken cancellationToken)
    {
        if (key is null) return Outcome.Of<string?>(null);
        if (key.Length is 0 or > CharactersMax)
            return new Rejection("invalid_idempotency_key", $"An idempotency key has 1 to {CharactersMax} characters.", "Use a UUID.");
        return await journal.FindIdempotencyAsync(caller.Principal.Name, key, cancellationToken) is { } record
            ? AnswerOf(record, digest)
            : Outcome.Of<string?>(null);
    }

    /// <summary>The answer that a record keeps, if it was for the same request.</summary>
    public static Outcome<string?> AnswerOf(IdempotencyRecord record, string digest) =>
        record.Digest == digest
            ? Outcome.Of<string?>(record.Answer)
            : new Rejection(
                "idempotency_conflict",
                "That idempotency key was used for another request within the last day.",
                "Use a new key for a new request.");

    public static IdempotencyRequest<TState>? Request<TState>(Caller caller, string? key, string digest, Func<Receipt<TState>, string> answer) =>
        key is null ? null : new(caller.Principal.Name, key, digest, answer);

    /// <summary>A digest of the request: its parts in order, so that no two requests have the same one by chance.</summary>
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
