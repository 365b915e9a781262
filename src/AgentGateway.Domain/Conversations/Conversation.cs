using System.Collections.Immutable;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Conversations;

/// <summary>
/// A conversation on a chat platform: what came in and is not handled yet, the thread that it is bound to, how far that
/// thread has been shown, and what was sent.
/// </summary>
public sealed record Conversation
{
    public static Conversation Initial { get; } = new();

    /// <summary>Null before its first event.</summary>
    public ConversationLocation? Place { get; init; }

    /// <summary>The thread of the gateway that goes on here; null before the first contact.</summary>
    public ThreadId? Thread { get; init; }

    /// <summary>The version of that thread's stream up to which everything was shown here.</summary>
    public long Cursor { get; init; }

    /// <summary>The last part of the message behind the cursor that was shown; null for none.</summary>
    public ShownChunk? Partial { get; init; }

    /// <summary>Who has written here, the latest last.</summary>
    public ImmutableList<ConversationPerson> People { get; init; } = [];

    /// <summary>What came in and is still to be handled, oldest first.</summary>
    public ImmutableList<ReceivedMessage> Inbox { get; init; } = [];

    /// <summary>The latest messages of people and what they became in the thread.</summary>
    public ImmutableList<HandledMessage> Handled { get; init; } = [];

    /// <summary>Sendings that were begun and whose outcome is not recorded.</summary>
    public ImmutableList<Sending> Sending { get; init; } = [];

    /// <summary>The platform's ids of the latest messages of the bot.</summary>
    public ImmutableList<string> Sent { get; init; } = [];

    /// <summary>What is shown of approvals and questions, and of the latest that have ended.</summary>
    public ImmutableList<ConversationCard> Cards { get; init; } = [];

    /// <summary>The platform's id of the newest message that came in.</summary>
    public string? LastMessageId { get; init; }

    /// <summary>Why nothing can be sent here any more; null where it can.</summary>
    public string? Closed { get; init; }
}

/// <summary>Where a conversation is.</summary>
/// <param name="Chat">The chat or channel; of a thread its parent.</param>
/// <param name="Thread">The topic, thread or root message in it; null where the chat is one conversation.</param>
/// <param name="Guild">The Discord guild; null elsewhere.</param>
public sealed record ConversationLocation(
    string Platform, string Account, string Chat, string? Thread, bool IsDirect, string? Guild, string? Title);

/// <param name="Id">The platform's stable id.</param>
/// <param name="Name">What the platform shows.</param>
/// <param name="Team">The platform's id of the organisation that the person belongs to; null where it has none.</param>
public sealed record ConversationPerson(string Id, string Name, string? Team = null);

/// <summary>A message that came in; its text is in the event of that version.</summary>
/// <param name="EventId">The platform's id of the event.</param>
/// <param name="Key">The key of the effect that handles it.</param>
/// <param name="IsUrgent">It waits for no message before it: a decision, or a command that stops a turn.</param>
public sealed record ReceivedMessage(string EventId, string MessageId, long Version, string Key, bool IsUrgent)
{
    /// <summary>The event with its newest text; 0 where it was not changed since it came in.</summary>
    public long Changed { get; init; }
}

/// <param name="Posted">The message of the thread; null where it was a command or was refused.</param>
/// <param name="Version">The event with which it came in.</param>
public sealed record HandledMessage(string MessageId, MessageId? Posted, long Version);

/// <summary>A message of the bot that was begun to be sent.</summary>
/// <param name="Key">Names it: the same when it is repeated.</param>
/// <param name="Part">Which part of the thread it shows; null for none.</param>
/// <param name="Request">The approval or question that it shows; null for none.</param>
public sealed record Sending(string Key, ShownChunk? Part = null, PersonRequestId? Request = null)
{
    /// <summary>The turn that it shows for as long as that goes on; null for what is sent once.</summary>
    public ShownTurn? Turn { get; init; }

    /// <summary>The platform's id of the message, once it is there and is still to be changed; null before.</summary>
    public string? MessageId { get; init; }
}

/// <summary>A turn that a message shows while it goes on.</summary>
/// <param name="Since">The version of the thread's stream with which that begins.</param>
/// <param name="IsText">Whether it shows the text of the answer; else the turn's calls.</param>
public sealed record ShownTurn(ThreadId Thread, TurnId Turn, long Since, bool IsText);

/// <summary>A part of what an event of the thread says; a long message is sent in several.</summary>
/// <param name="Version">The event's version in the thread's stream.</param>
/// <param name="Index">From 0.</param>
/// <param name="IsLast">Whether all of the event is shown with it.</param>
public sealed record ShownChunk(long Version, int Index, bool IsLast);

/// <param name="MessageId">The platform's id of the message that shows it.</param>
/// <param name="IsOpen">Whether it is shown as undecided.</param>
public sealed record ConversationCard(PersonRequestId Request, string MessageId, bool IsOpen);
