namespace AgentGateway.Gateways.Platforms;

/// <summary>What a connection of a platform gives to the gateway. Safe for several threads.</summary>
public interface IChatHost
{
    /// <summary>The gateway's commands, in the order in which a menu shows them.</summary>
    IReadOnlyList<ChatCommandWord> Commands { get; }

    /// <summary>
    /// Takes an event. Completes when it is durable or is deliberately not kept, so the platform is acknowledged only
    /// afterwards, and given once however often it is delivered. Call it in the platform's order within a
    /// conversation; it waits for no turn.
    /// </summary>
    /// <exception cref="OperationCanceledException">The event was not stored: it must not be acknowledged.</exception>
    ValueTask ReceiveAsync(InboundEvent happened, CancellationToken cancellationToken);

    /// <summary>Candidates for an option of a command while a person types it; at most 25, none for a stranger.</summary>
    /// <param name="command">The command's word, such as <c>approve</c>.</param>
    /// <param name="typed">What stands in the option now.</param>
    ValueTask<IReadOnlyList<ChatCandidate>> CandidatesAsync(
        ChatAddress address, ChatPerson by, string command, string typed, CancellationToken cancellationToken);

    /// <summary>
    /// The conversations of the account and the newest message that was received of each, for a platform that has to
    /// ask for what it missed.
    /// </summary>
    IReadOnlyList<(ChatAddress Address, string? LastMessageId)> Conversations(string account);

    /// <summary>The connection is up: from now on events arrive.</summary>
    void Connected(ChatAccount account);

    /// <summary>Something that a person should know is shown in <c>agw gateways</c> until the next connection.</summary>
    /// <param name="text">One sentence, without secrets.</param>
    void Warn(string text);
}

/// <param name="Label">What the person is shown.</param>
public sealed record ChatCandidate(string Label, string Value);
