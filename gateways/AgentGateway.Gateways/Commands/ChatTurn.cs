using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Gateways.Commands;

/// <summary>One message of a person that is being handled.</summary>
/// <param name="Text">As it stands now, after edits.</param>
internal sealed record ChatTurn(
    ConversationId Id, Conversation Conversation, MessageReceived Message, string Text, ChatSettings Settings)
{
    public ConversationLocation Place => Conversation.Place!;

    public required ChatRight Right { get; init; }

    /// <summary>Who speaks.</summary>
    public Caller Caller => ChatCallers.Speaking(
        Place.Platform, Message.Author.Id, Message.Author.Name, Id, Settings.Workspace);
}
