namespace AgentGateway.Domain.Threads;

/// <summary>
/// What a delegation or a task takes over from the turn or message that asked for it, so that its agent reads and marks
/// memory as the asker would have. It is recorded with the request, because that turn may have ended by then.
/// </summary>
/// <param name="Person">
/// The person of a chat for whom it works, by the name of their principal; null for the operator of this machine.
/// </param>
/// <param name="HasOutsideWords">
/// Whether the request may have words from a chat, a terminal, the web or an outside server.
/// </param>
public sealed record DelegatedFor(string? Person, bool HasOutsideWords)
{
    /// <summary>Null where there is nothing to take over.</summary>
    public static DelegatedFor? Of(string? person, bool hasOutsideWords) =>
        person is null && !hasOutsideWords ? null : new(person, hasOutsideWords);
}
