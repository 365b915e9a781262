using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Waits;

/// <summary>The stored JSON of waits: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(WaitOpened))]
[JsonSerializable(typeof(WaitCancelled))]
[JsonSerializable(typeof(WaitSettled))]
[JsonSerializable(typeof(WaitState))]
public sealed partial class WaitJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static WaitJson Plain { get; } = new(StoredJson.Options());
}
