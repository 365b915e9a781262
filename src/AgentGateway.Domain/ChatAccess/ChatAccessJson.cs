using System.Text.Json.Serialization;

namespace AgentGateway.Domain.ChatAccess;

/// <summary>The stored JSON of access by chat: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PairingCodeGiven))]
[JsonSerializable(typeof(InvitationGiven))]
[JsonSerializable(typeof(PersonPaired))]
[JsonSerializable(typeof(PersonRemoved))]
[JsonSerializable(typeof(GatewayPaused))]
[JsonSerializable(typeof(ChatAccessState))]
public sealed partial class ChatAccessJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static ChatAccessJson Plain { get; } = new(StoredJson.Options());
}
