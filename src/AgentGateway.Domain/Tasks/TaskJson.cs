using System.Text.Json.Serialization;

namespace AgentGateway.Domain.Tasks;

/// <summary>The stored JSON of tasks: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TaskOpened))]
[JsonSerializable(typeof(TaskChanged))]
[JsonSerializable(typeof(DependencySettled))]
[JsonSerializable(typeof(TaskQueued))]
[JsonSerializable(typeof(TaskPostponed))]
[JsonSerializable(typeof(TaskClaimed))]
[JsonSerializable(typeof(TaskAdopted))]
[JsonSerializable(typeof(TaskLinked))]
[JsonSerializable(typeof(TaskAwaiting))]
[JsonSerializable(typeof(TaskResumed))]
[JsonSerializable(typeof(TaskReleased))]
[JsonSerializable(typeof(TaskAttemptFailed))]
[JsonSerializable(typeof(TaskInterrupted))]
[JsonSerializable(typeof(TaskCompleted))]
[JsonSerializable(typeof(TaskFailed))]
[JsonSerializable(typeof(TaskCancelled))]
[JsonSerializable(typeof(TaskRetried))]
[JsonSerializable(typeof(TaskStopped))]
[JsonSerializable(typeof(TaskChildrenCancelled))]
[JsonSerializable(typeof(TaskNoticed))]
[JsonSerializable(typeof(TaskDeleted))]
[JsonSerializable(typeof(TaskErased))]
[JsonSerializable(typeof(AgentTask))]
public sealed partial class TaskJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static TaskJson Plain { get; } = new(StoredJson.Options());
}
