using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tasks;

/// <summary>The answer to a call that became a task, in place of the call's result (SEP-2663).</summary>
internal sealed class CreateTaskResult : Result
{
    [JsonPropertyName("taskId")]
    public required string TaskId { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("createdAt")]
    public required string CreatedAt { get; init; }

    [JsonPropertyName("lastUpdatedAt")]
    public required string LastUpdatedAt { get; init; }

    /// <summary>Null: the task is kept as long as the journal.</summary>
    [JsonPropertyName("ttlMs")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? TtlMs { get; init; }

    [JsonPropertyName("pollIntervalMs")]
    public required long PollIntervalMs { get; init; }

    public static JsonTypeInfo<CreateTaskResult> TypeInfo => TaskJson.Default.CreateTaskResult;

    public static CreateTaskResult Of(TaskState state, TimeSpan pollInterval) => new()
    {
        ResultType = "task",
        TaskId = state.Id,
        Status = state.Status,
        CreatedAt = TaskState.Timestamp(state.CreatedAt),
        LastUpdatedAt = TaskState.Timestamp(state.ChangedAt),
        PollIntervalMs = (long)pollInterval.TotalMilliseconds,
    };
}
