using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Artifacts;

/// <summary>The stored JSON of artifacts: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArtifactRecorded))]
[JsonSerializable(typeof(ArtifactRemoved))]
[JsonSerializable(typeof(Artifact))]
public sealed partial class ArtifactJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static ArtifactJson Plain { get; } = new(StoredJson.Options());
}
