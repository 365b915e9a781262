using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Knowledge;

/// <summary>The stored JSON of knowledge: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(KnowledgePut))]
[JsonSerializable(typeof(KnowledgePromoted))]
[JsonSerializable(typeof(KnowledgeRejected))]
[JsonSerializable(typeof(KnowledgeReplaced))]
[JsonSerializable(typeof(KnowledgeReplacementTold))]
[JsonSerializable(typeof(KnowledgeForgotten))]
[JsonSerializable(typeof(KnowledgeErased))]
[JsonSerializable(typeof(KnowledgeItem))]
[JsonSerializable(typeof(PreflightDecided))]
[JsonSerializable(typeof(LatestPreflight))]
public sealed partial class KnowledgeJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static KnowledgeJson Plain { get; } = new(StoredJson.Options());
}
