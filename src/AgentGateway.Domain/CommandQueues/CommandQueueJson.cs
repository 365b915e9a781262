using System.Text.Json.Serialization;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>The stored JSON of command queues: see <see cref="StoredJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CommandEnqueued))]
[JsonSerializable(typeof(CommandStarted))]
[JsonSerializable(typeof(CommandEnded))]
[JsonSerializable(typeof(CommandSkipped))]
[JsonSerializable(typeof(CommandCancelled))]
[JsonSerializable(typeof(CommandLost))]
[JsonSerializable(typeof(CommandQueue))]
[JsonSerializable(typeof(QueuedCommandRow))]
public sealed partial class CommandQueueJson : JsonSerializerContext
{
    /// <summary>The context to use: the generated default escapes every non-ASCII character.</summary>
    public static CommandQueueJson Plain { get; } = new(StoredJson.Options());
}
