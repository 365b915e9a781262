using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentGateway.Domain;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Deletions;
using AgentGateway.Runtime.History;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Usage;

namespace AgentGateway.Views;

/// <summary>
/// The JSON of the host's own answers: snake_case, nulls absent, characters as they are rather than escaped.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Rejection))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(FindingsView))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(JournalReportView))]
[JsonSerializable(typeof(SecretEnvelope))]
[JsonSerializable(typeof(SecretListView))]
[JsonSerializable(typeof(PolicyListView))]
[JsonSerializable(typeof(PolicyPathsView))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(NothingView))]
[JsonSerializable(typeof(StoppingView))]
[JsonSerializable(typeof(EventsEndView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(AttachedView))]
[JsonSerializable(typeof(SessionChangeView))]
[JsonSerializable(typeof(SessionTmuxView))]
[JsonSerializable(typeof(PieceView))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(AttentionView))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(ImportProgressView))]
[JsonSerializable(typeof(DeletedThreadView))]
[JsonSerializable(typeof(SetupListView))]
[JsonSerializable(typeof(SetupView))]
[JsonSerializable(typeof(MemoryImportView))]
[JsonSerializable(typeof(MemoryExportView))]
internal sealed partial class HostJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static HostJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
