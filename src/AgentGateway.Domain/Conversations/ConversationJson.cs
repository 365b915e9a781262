using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Conversations;

/// <summary>The stored JSON of conversations: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConversationOpened))]
[JsonSerializable(typeof(MessageReceived))]
[JsonSerializable(typeof(ReceivedChanged))]
[JsonSerializable(typeof(ReceivedSettled))]
[JsonSerializable(typeof(ThreadBound))]
[JsonSerializable(typeof(ThreadUnbound))]
[JsonSerializable(typeof(SendingStarted))]
[JsonSerializable(typeof(SendingShown))]
[JsonSerializable(typeof(SendingSettled))]
[JsonSerializable(typeof(CardClosed))]
[JsonSerializable(typeof(ConversationClosed))]
[JsonSerializable(typeof(ConversationCleared))]
[JsonSerializable(typeof(Conversation))]
public sealed partial class ConversationJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static ConversationJson Plain { get; } = new(StoredJson.Options());
}
