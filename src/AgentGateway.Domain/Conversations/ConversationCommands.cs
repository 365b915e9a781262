using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Conversations;

/// <summary>A command for a conversation on a chat platform.</summary>
public abstract record ConversationCommand;

/// <summary>A message of a person came in.</summary>
public sealed record ReceiveMessage(ConversationLocation Place, MessageReceived Message) : ConversationCommand;

/// <summary>A person changed a message. Changes nothing where the message has been handled.</summary>
/// <param name="Deleted">The message is gone; its text is empty then.</param>
public sealed record ChangeReceived(string MessageId, string Text, bool Deleted = false) : ConversationCommand;

/// <summary>A change of a message has reached its thread.</summary>
/// <inheritdoc cref="ChangeReceived"/>
public sealed record KeepChange(string MessageId, string Text, bool Deleted = false) : ConversationCommand;

/// <summary>
/// The message was handled. Repeating it changes nothing, and neither does it while a newer text is unhandled.
/// </summary>
/// <param name="Posted">What it became in the thread; null for a command and a refusal.</param>
/// <param name="Seen">The event with the newest text that was handled; 0 for the text with which it came in.</param>
public sealed record SettleReceived(string EventId, MessageId? Posted, long Seen = 0) : ConversationCommand;

/// <summary>The conversation goes on with that thread, and shows what is behind that version.</summary>
public sealed record BindThread(ConversationLocation Place, ThreadId Thread, long Cursor) : ConversationCommand;

public sealed record UnbindThread : ConversationCommand;

/// <summary>A message is about to be sent; from here on a crash leaves it in doubt.</summary>
public sealed record StartSending(ConversationLocation Place, Sending Sending) : ConversationCommand;

/// <summary>A message is there that is still to be changed, so that after a crash it is not left as it is.</summary>
/// <param name="MessageId">The platform's id.</param>
public sealed record ShowSending(string Key, string MessageId) : ConversationCommand;

/// <summary>What became of a sending.</summary>
/// <param name="MessageId">The platform's id; null where it was refused for good.</param>
public sealed record SettleSending(string Key, string? MessageId) : ConversationCommand;

/// <summary>A card is shown as decided.</summary>
public sealed record CloseCard(PersonRequestId Request) : ConversationCommand;

/// <summary>The texts of all events before this one are about to be erased.</summary>
public sealed record ClearConversation : ConversationCommand;

/// <summary>Nothing can be sent here any more.</summary>
public sealed record CloseConversation(string Reason) : ConversationCommand;
