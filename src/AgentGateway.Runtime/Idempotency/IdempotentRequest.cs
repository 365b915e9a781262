using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Idempotency;

/// <summary>
/// One request of a caller, under the caller's key or under none. The order is: look for the answer that was given
/// before; send the command <see cref="With"/> the answer to store with its events; look at the receipt, because the
/// same request may have been carried out in between.
/// </summary>
public sealed class IdempotentRequest
{
    private readonly IJournal _journal;
    private readonly Caller _caller;
    private readonly string? _key;
    private readonly string _digest;

    internal IdempotentRequest(IJournal journal, Caller caller, string? key, string digest) =>
        (_journal, _caller, _key, _digest) = (journal, caller, key, digest);

    /// <summary>
    /// The answer that was given under the key; null where it was not used yet, or where there is none.
    /// </summary>
    public async ValueTask<Outcome<string?>> EarlierAsync(CancellationToken cancellationToken)
    {
        if (_key is null) return Outcome.Of<string?>(null);
        if (_key.Length is 0 or > IdempotencyKeys.CharactersMax)
            return new Rejection(
                "invalid_idempotency_key", $"An idempotency key has 1 to {IdempotencyKeys.CharactersMax} characters.",
                    "Use a UUID.");
        return AnswerOf(await _journal.FindIdempotencyAsync(_caller.Principal.Name, _key, cancellationToken));
    }

    /// <summary>What is stored with the command; null where there is no key.</summary>
    /// <param name="answer">The answer that a repeated request gets.</param>
    public IdempotencyRequest<TState>? With<TState>(Func<Receipt<TState>, string> answer) =>
        _key is null ? null : new(_caller.Principal.Name, _key, _digest, answer);

    /// <summary>
    /// The answer that was given before, where the command was not carried out because of it; null where it was.
    /// </summary>
    public Outcome<string?> Earlier<TState>(Receipt<TState> receipt) => AnswerOf(receipt.Duplicate);

    private Outcome<string?> AnswerOf(IdempotencyRecord? record) =>
        record is null ? Outcome.Of<string?>(null)
        : record.Digest == _digest ? Outcome.Of<string?>(record.Answer)
        : new Rejection(
            IdempotencyKeys.ConflictCode,
            "That idempotency key was used for another request within the last day.",
            "Use a new key for a new request.");
}
