using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentGateway.Runtime.Backups;

/// <summary>The JSON within a backup.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BackupHeader))]
[JsonSerializable(typeof(BackupContents))]
internal sealed partial class BackupJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static BackupJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // A damaged backup may lack anything.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });
}
