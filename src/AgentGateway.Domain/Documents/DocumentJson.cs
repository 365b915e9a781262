using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Documents;

/// <summary>The stored JSON of documents: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DocumentWritten))]
[JsonSerializable(typeof(DocumentForgotten))]
[JsonSerializable(typeof(DocumentErased))]
[JsonSerializable(typeof(DocumentVersion))]
[JsonSerializable(typeof(DocumentState))]
public sealed partial class DocumentJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static DocumentJson Plain { get; } = new(StoredJson.Options());
}
