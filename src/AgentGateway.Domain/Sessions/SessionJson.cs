using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Sessions;

/// <summary>The stored JSON of sessions: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionCreated))]
[JsonSerializable(typeof(SessionStarting))]
[JsonSerializable(typeof(SessionStarted))]
[JsonSerializable(typeof(SessionAdopted))]
[JsonSerializable(typeof(SessionGapSeen))]
[JsonSerializable(typeof(SessionScriptEnded))]
[JsonSerializable(typeof(SessionExited))]
[JsonSerializable(typeof(SessionStartFailed))]
[JsonSerializable(typeof(SessionStopRequested))]
[JsonSerializable(typeof(SessionLost))]
[JsonSerializable(typeof(SessionReaped))]
[JsonSerializable(typeof(SessionEnded))]
[JsonSerializable(typeof(SessionRestarted))]
[JsonSerializable(typeof(SessionResized))]
[JsonSerializable(typeof(SessionStatusChanged))]
[JsonSerializable(typeof(SessionSnapshotTaken))]
[JsonSerializable(typeof(SessionAnnounced))]
[JsonSerializable(typeof(SessionRemoved))]
[JsonSerializable(typeof(SessionForgotten))]
[JsonSerializable(typeof(TerminalSession))]
public sealed partial class SessionJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static SessionJson Plain { get; } = new(StoredJson.Options());
}
