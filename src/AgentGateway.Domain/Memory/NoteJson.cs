using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Memory;

/// <summary>The stored JSON of notes: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(NoteRemembered))]
[JsonSerializable(typeof(NoteCorrected))]
[JsonSerializable(typeof(NoteConfirmed))]
[JsonSerializable(typeof(NoteSuperseded))]
[JsonSerializable(typeof(NoteLinked))]
[JsonSerializable(typeof(NoteRetracted))]
[JsonSerializable(typeof(NoteForgotten))]
[JsonSerializable(typeof(NoteErased))]
[JsonSerializable(typeof(MemoryNote))]
public sealed partial class NoteJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static NoteJson Plain { get; } = new(StoredJson.Options());
}
