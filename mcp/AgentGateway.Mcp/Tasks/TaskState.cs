using System.Globalization;
using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tasks;

/// <summary>How a task stands (SEP-2663).</summary>
/// <param name="Status">working, input_required, completed, failed or cancelled.</param>
/// <param name="WatchUris">
/// Resources with which the task may change; they need not be resources that a client can read.
/// </param>
internal sealed record TaskState(
    string Id, string Status, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, IReadOnlyList<string> WatchUris)
{
    /// <summary>One sentence for people.</summary>
    public string? Message { get; init; }

    /// <summary>The result of the call that became the task, once it is completed.</summary>
    public JsonNode? Result { get; init; }

    /// <summary>The JSON-RPC error that ended it, once it failed.</summary>
    public JsonNode? Error { get; init; }

    /// <summary>The input that it requires from its client, by key.</summary>
    public JsonObject? InputRequests { get; init; }

    public bool HasEnded => Status is "completed" or "failed" or "cancelled";

    public static string WatchUri(string taskId) => "task:" + taskId;

    /// <summary>As <c>tasks/get</c> and <c>notifications/tasks</c> tell it.</summary>
    public JsonObject ToJson(TimeSpan pollInterval)
    {
        var json = new JsonObject
        {
            ["taskId"] = Id,
            ["status"] = Status,
            ["createdAt"] = Timestamp(CreatedAt),
            ["lastUpdatedAt"] = Timestamp(ChangedAt),
            // Null: it is kept as long as the journal.
            ["ttlMs"] = null,
            ["pollIntervalMs"] = (long)pollInterval.TotalMilliseconds,
        };
        if (Message is not null) json["statusMessage"] = Message;
        if (Result is not null) json["result"] = Result.DeepClone();
        if (Error is not null) json["error"] = Error.DeepClone();
        if (InputRequests is not null) json["inputRequests"] = InputRequests.DeepClone();
        return json;
    }

    public static string Timestamp(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
