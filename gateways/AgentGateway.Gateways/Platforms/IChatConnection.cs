namespace AgentGateway.Gateways.Platforms;

/// <summary>
/// A bot's connection to its platform, for as long as its settings stay the same. What it keeps (session, sequence
/// numbers, limits) lasts over several runs. All methods throw <see cref="ChatException"/> for what the platform refuses.
/// It repeats no sending by itself and honours what the platform says of limits per bucket: a sending waits for its
/// turn for a few seconds, and else fails with <see cref="ChatFaultKind.RateLimited"/>.
/// </summary>
public interface IChatConnection : IAsyncDisposable
{
    ChatFeatures Features { get; }

    /// <summary>
    /// Connects and receives until it is cancelled or the connection is lost. Returns where it is to be run again at
    /// once (the platform asked for it); after a <see cref="ChatException"/> it is run again later or, where a person has to
    /// act, not before the settings change.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Sends a message, and answers with the platform's id of it.</summary>
    Task<string> SendAsync(ChatAddress address, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Shows a message of the bot's anew; that it is the same already is success.</summary>
    Task EditAsync(
        ChatAddress address, string messageId, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Shows that the bot works, until <see cref="ChatFeatures.WorkingPause"/> or a message ends it.</summary>
    Task ShowWorkingAsync(ChatAddress address, CancellationToken cancellationToken);

    /// <summary>Marks a person's message as seen and queued.</summary>
    Task MarkQueuedAsync(ChatAddress address, string messageId, CancellationToken cancellationToken);

    /// <summary>
    /// Shows the text of an answer that is still being written. A fault ends the showing and nothing else. Never called
    /// twice at a time for an answer.
    /// </summary>
    /// <returns>The platform's id of the message that shows it; null where no message does.</returns>
    Task<string?> ShowLiveAsync(ChatAddress address, LiveText text, CancellationToken cancellationToken);

    /// <summary>
    /// Ends live text that is a message and that no answer follows, also where an earlier process began it; it stays as
    /// it is.
    /// </summary>
    Task EndLiveAsync(ChatAddress address, LiveAnswer live, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Answers a press, so that the button stops waiting.</summary>
    /// <param name="answer"><see cref="InboundPress.Answer"/>.</param>
    /// <param name="text">What only the presser is told; null for nothing.</param>
    Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken);

    /// <summary>Answers the author of a command alone.</summary>
    /// <param name="answer"><see cref="InboundMessage.PrivateAnswer"/>.</param>
    Task AnswerPrivatelyAsync(string answer, OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>The direct conversation with a person, opened where there is none.</summary>
    Task<ChatAddress> OpenDirectAsync(string personId, CancellationToken cancellationToken);

    /// <summary>The content of a file; <see cref="ChatFaultKind.TooLarge"/> beyond that size.</summary>
    Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken);

    /// <summary>
    /// What of the platform's side is wrong or missing (token, intents, privacy mode, scopes), for <c>agw doctor</c>:
    /// each with what to click.
    /// </summary>
    Task<IReadOnlyList<ChatProbe>> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>One result of a probe.</summary>
/// <param name="Hint">What to click or type; null where it is as it should be.</param>
public sealed record ChatProbe(string Message, string? Hint = null);
