using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Tokens;

/// <summary>The stored JSON of tokens: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TokenCreated))]
[JsonSerializable(typeof(TokenRevoked))]
[JsonSerializable(typeof(AccessToken))]
public sealed partial class TokenJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static TokenJson Plain { get; } = new(StoredJson.Options());
}
