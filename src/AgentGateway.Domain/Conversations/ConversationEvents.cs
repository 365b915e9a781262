using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Conversations;

/// <summary>The gateway and a conversation on a platform met.</summary>
public sealed record ConversationOpened(ConversationLocation Place) : DomainEvent;

/// <summary>A message of a person came in.</summary>
/// <param name="EventId">The platform's id of the event.</param>
/// <param name="MessageId">The platform's id of the message.</param>
public sealed record MessageReceived(string EventId, string MessageId, ConversationPerson Author, string Text)
    : DomainEvent
{
    public string? ReplyTo { get; init; }

    /// <summary>Whether the text is another's and gives no orders.</summary>
    public bool Forwarded { get; init; }

    public bool Urgent { get; init; }

    public IReadOnlyList<ReceivedFile>? Files { get; init; }

    /// <summary>Kinds of content that the gateway does not understand, in words.</summary>
    public IReadOnlyList<string>? NotUnderstood { get; init; }

    /// <summary>With what the author alone can be answered for a while; null for no such way.</summary>
    public string? PrivateAnswer { get; init; }
}

/// <param name="Reference">With what the platform gives it out.</param>
public sealed record ReceivedFile(string Reference, string Name, long? Bytes);

/// <summary>A person changed a message that was not handled yet, or whose turn had not begun.</summary>
/// <param name="Deleted">The person deleted it.</param>
public sealed record ReceivedChanged(string MessageId, string Text, bool Deleted = false) : DomainEvent;

public sealed record ReceivedSettled(string EventId, MessageId? Posted) : DomainEvent;

public sealed record ThreadBound(ThreadId Thread, long Cursor) : DomainEvent;

public sealed record ThreadUnbound : DomainEvent;

public sealed record SendingStarted(Sending Sending) : DomainEvent;

/// <summary>A message is there that is still to be changed.</summary>
/// <param name="MessageId">The platform's id.</param>
public sealed record SendingShown(string Key, string MessageId) : DomainEvent;

/// <param name="MessageId">The platform's id; null where it was refused for good.</param>
public sealed record SendingSettled(string Key, string? MessageId) : DomainEvent;

public sealed record CardClosed(PersonRequestId Request) : DomainEvent;

public sealed record ConversationClosed(string Reason) : DomainEvent;

/// <summary>
/// What people said here is erased. The event has the state, which has none of their texts, so that it needs no event
/// before it.
/// </summary>
public sealed record ConversationCleared(Conversation State) : DomainEvent;
