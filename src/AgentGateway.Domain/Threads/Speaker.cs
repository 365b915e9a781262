using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A person who wrote a message in a chat; the message's author is the person's principal.</summary>
/// <param name="Name">What the platform shows; untrusted text.</param>
/// <param name="Platform">In lower case: <c>telegram</c>.</param>
/// <param name="Conversation">Where it was said.</param>
public sealed record Speaker(string Name, string Platform, ConversationId Conversation);
