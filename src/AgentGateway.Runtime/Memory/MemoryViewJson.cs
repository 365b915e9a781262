using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentGateway.Runtime.Memory;

/// <summary>The JSON of these views.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RememberedView))]
[JsonSerializable(typeof(ForgottenView))]
[JsonSerializable(typeof(MemoryReadView))]
[JsonSerializable(typeof(DocumentWrittenView))]
[JsonSerializable(typeof(MemoryHistoryView))]
public sealed partial class MemoryViewJson : JsonSerializerContext
{
    public static MemoryViewJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
