using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Egress;

/// <summary>The stored JSON of what sandboxes reach: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EgressRecorded))]
[JsonSerializable(typeof(EgressState))]
public sealed partial class EgressJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static EgressJson Plain { get; } = new(StoredJson.Options());
}
