namespace AgentGateway.Domain.Conversations;

/// <summary>Why a command for a conversation is refused.</summary>
public static class ConversationRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_conversation", "There is no such conversation.", "agw gateways bindings lists them.");

    /// <summary>Given to the platform as "not now": it delivers the message again.</summary>
    public static readonly Rejection Full = new(
        "conversation_full",
        "So many messages of this conversation are unhandled that no more are taken.",
        "They are taken when some have been handled.");
}
