using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Workspaces;

/// <summary>The stored JSON of workspaces: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(WorkspaceCreated))]
[JsonSerializable(typeof(WorkspaceSetupStarted))]
[JsonSerializable(typeof(WorkspaceReady))]
[JsonSerializable(typeof(WorkspaceFailed))]
[JsonSerializable(typeof(WorkspaceRemovalRequested))]
[JsonSerializable(typeof(WorkspaceRemovalRefused))]
[JsonSerializable(typeof(WorkspaceRemoved))]
[JsonSerializable(typeof(WorkspaceState))]
public sealed partial class WorkspaceJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static WorkspaceJson Plain { get; } = new(StoredJson.Options());
}
