namespace AgentGateway.Domain.Conversations;

/// <summary>What the journal and its checks know of conversations.</summary>
public static class ConversationStream
{
    public static StreamKind<ConversationMachine, Conversation, ConversationCommand> Kind { get; } = new(
        () => ConversationJson.Plain.Conversation,
        [
            EventKind.Of("conversation.opened", () => ConversationJson.Plain.ConversationOpened),
            EventKind.Of("conversation.received", () => ConversationJson.Plain.MessageReceived),
            EventKind.Of("conversation.received_changed", () => ConversationJson.Plain.ReceivedChanged),
            EventKind.Of("conversation.received_settled", () => ConversationJson.Plain.ReceivedSettled),
            EventKind.Of("conversation.bound", () => ConversationJson.Plain.ThreadBound),
            EventKind.Of("conversation.unbound", () => ConversationJson.Plain.ThreadUnbound),
            EventKind.Of("conversation.sending_started", () => ConversationJson.Plain.SendingStarted),
            EventKind.Of("conversation.sending_shown", () => ConversationJson.Plain.SendingShown),
            EventKind.Of("conversation.sending_settled", () => ConversationJson.Plain.SendingSettled),
            EventKind.Of("conversation.card_closed", () => ConversationJson.Plain.CardClosed),
            EventKind.Of("conversation.closed", () => ConversationJson.Plain.ConversationClosed),
            EventKind.Of("conversation.cleared", () => ConversationJson.Plain.ConversationCleared),
        ]);
}
