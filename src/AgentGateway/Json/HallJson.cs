using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentGateway.Control;
using AgentGateway.Daemon;
using AgentGateway.Doctor;
using AgentGateway.Domain;

namespace AgentGateway.Json;

/// <summary>The JSON of the hall: snake_case, nulls absent, characters as they are rather than escaped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DaemonFile))]
[JsonSerializable(typeof(Rejection))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(FindingsView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(ControlLine))]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JournalReportView))]
[JsonSerializable(typeof(SecretEnvelope))]
[JsonSerializable(typeof(SecretListView))]
[JsonSerializable(typeof(PolicyListView))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class HallJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static HallJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
