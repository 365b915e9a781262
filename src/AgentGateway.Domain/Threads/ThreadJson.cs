using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Threads;

/// <summary>The stored JSON of threads: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ThreadCreated))]
[JsonSerializable(typeof(ThreadRenamed))]
[JsonSerializable(typeof(ThreadArchived))]
[JsonSerializable(typeof(ThreadUnarchived))]
[JsonSerializable(typeof(ThreadPinned))]
[JsonSerializable(typeof(ThreadUnpinned))]
[JsonSerializable(typeof(ThreadDeleted))]
[JsonSerializable(typeof(ThreadErased))]
[JsonSerializable(typeof(ThreadImportAdvanced))]
[JsonSerializable(typeof(ThreadCompacted))]
[JsonSerializable(typeof(MessagePosted))]
[JsonSerializable(typeof(MessageEdited))]
[JsonSerializable(typeof(TurnQueued))]
[JsonSerializable(typeof(TurnExtended))]
[JsonSerializable(typeof(TurnStarted))]
[JsonSerializable(typeof(TurnProlonged))]
[JsonSerializable(typeof(ToolStarted))]
[JsonSerializable(typeof(ToolSettled))]
[JsonSerializable(typeof(TurnEnded))]
[JsonSerializable(typeof(ParticipantSet))]
[JsonSerializable(typeof(ParticipantEnded))]
[JsonSerializable(typeof(DelegationRequested))]
[JsonSerializable(typeof(DelegationOpened))]
[JsonSerializable(typeof(DelegationSettled))]
[JsonSerializable(typeof(DelegationReported))]
[JsonSerializable(typeof(HandedOff))]
[JsonSerializable(typeof(OwnershipReturned))]
[JsonSerializable(typeof(AgentThread))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(TurnRow))]
[JsonSerializable(typeof(ToolAwaited))]
[JsonSerializable(typeof(ToolReleased))]
[JsonSerializable(typeof(RequestWithdrawn))]
public sealed partial class ThreadJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static ThreadJson Plain { get; } = new(StoredJson.Options());
}
