namespace AgentGateway.Gateways.Platforms;

/// <summary>Something that happened on a platform, as its pure reader understood it.</summary>
/// <param name="EventId">
/// The platform's id of the event: the same when it is delivered again, and unique within the account.
/// </param>
/// <param name="Address">The conversation in which it happened.</param>
public abstract record InboundEvent(string EventId, ChatAddress Address);

/// <summary>A message of a person, or a command that was given in the platform's own way.</summary>
/// <param name="MessageId">The platform's id of the message; of a slash command the id of the interaction.</param>
public sealed record InboundMessage(
    string EventId, ChatAddress Address, string MessageId, ChatLocation Place, ChatPerson Author, string Text)
    : InboundEvent(EventId, Address)
{
    /// <summary>
    /// How it concerns the bot. What is not addressed is kept only where the bot has joined the conversation.
    /// </summary>
    public Addressing Addressing { get; init; }

    /// <summary>The message that it replies to; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>
    /// Whether the text is forwarded from another person, and so gives no orders. Quoted text is no part of
    /// <see cref="Text"/>.
    /// </summary>
    public bool IsForwarded { get; init; }

    public IReadOnlyList<InboundFile> Files { get; init; } = [];

    /// <summary>Kinds of content that the gateway does not understand, in words: <c>a voice message</c>.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    /// <summary>
    /// The code of the link (<see cref="ChatSetup.DirectLink"/>) by which the author opened the direct message; null
    /// for none.
    /// </summary>
    public string? Invitation { get; init; }

    /// <summary>
    /// With what the author alone can be answered (<see cref="IChatConnection.AnswerPrivatelyAsync"/>); null where the
    /// platform offers no way.
    /// </summary>
    public string? PrivateAnswer { get; init; }
}

/// <summary>How a message concerns the bot.</summary>
public enum Addressing
{
    /// <summary>It is said in a group, to others.</summary>
    None,

    /// <summary>It is said in a direct message.</summary>
    Direct,

    /// <summary>It mentions the bot; the mention is no part of the text any more.</summary>
    Mention,

    /// <summary>It replies to a message of the bot.</summary>
    Reply,

    /// <summary>
    /// It was given as a command of the platform. Its text has the form that a typed command has, such as
    /// <c>/approve apr_…</c>.
    /// </summary>
    Command,
}

/// <summary>A person changed the text of a message.</summary>
public sealed record InboundEdit(string EventId, ChatAddress Address, string MessageId, ChatPerson Author, string Text)
    : InboundEvent(EventId, Address);

/// <summary>A person deleted a message.</summary>
public sealed record InboundDeletion(string EventId, ChatAddress Address, string MessageId)
    : InboundEvent(EventId, Address);

/// <summary>A person pressed a button.</summary>
/// <param name="Data">The button's data as it came back; it may be forged.</param>
/// <param name="MessageId">The message that has the button.</param>
/// <param name="Answer">With what the press is answered (<see cref="IChatConnection.AnswerPressAsync"/>).</param>
public sealed record InboundPress(
    string EventId, ChatAddress Address, ChatLocation Place, ChatPerson Author, string Data, string MessageId,
    string Answer)
    : InboundEvent(EventId, Address);

/// <summary>The conversation cannot be written to any more: the bot was removed, or it was deleted.</summary>
/// <param name="Reason">Why, as one sentence.</param>
public sealed record InboundClosed(string EventId, ChatAddress Address, string Reason) : InboundEvent(EventId, Address);

/// <summary>The chat goes on under another id, with all of its conversations.</summary>
public sealed record InboundMoved(string EventId, ChatAddress Address, string NewChat) : InboundEvent(EventId, Address);
