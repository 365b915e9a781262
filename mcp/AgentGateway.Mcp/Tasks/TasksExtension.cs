using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tasks;

/// <summary>
/// The methods of the tasks extension (SEP-2663), over a store of tasks. A client takes part by declaring the
/// extension in the request; whether a call becomes a task is decided by its source.
/// </summary>
internal sealed class TasksExtension(IReadOnlyList<ITaskSource> sources, SubscriptionHub hub, TimeSpan pollInterval)
{
    private const string Id = "io.modelcontextprotocol/tasks";
    private const int WatchedTasksMax = 100;

    public TimeSpan PollInterval => pollInterval;

    public void Configure(McpServerOptions options)
    {
        options.Capabilities!.Extensions ??= new Dictionary<string, object>();
        options.Capabilities.Extensions[Id] = new JsonObject();
        options.RequestHandlers ??= [];
        Handle("tasks/get", async (request, taskId, cancellationToken) =>
            Complete(
                (await FindAsync(TaskClient.Of(request), taskId, cancellationToken) ?? throw Unknown())
                    .ToJson(pollInterval)));
        Handle("tasks/cancel", (request, taskId, cancellationToken) =>
            ChangeAsync(taskId, source => source.CancelAsync(CallerOf(request), taskId, cancellationToken)));
        Handle("tasks/update", (request, taskId, cancellationToken) =>
        {
            var answers = (request.Params as JsonObject)?["inputResponses"] as JsonObject
                ?? throw Invalid("'inputResponses' must be an object.");
            return ChangeAsync(
                taskId, source => source.AnswerAsync(CallerOf(request), taskId, answers, cancellationToken));
        });

        void Handle(
            string method, Func<JsonRpcRequest, string, CancellationToken, Task<JsonNode?>> handler) =>
                options.RequestHandlers.Add(new()
        {
            Method = method,
            RoutingNameParameter = "taskId",
            Handler = (request, cancellationToken) => new(handler(request, TaskIdOf(request), cancellationToken)),
        });
    }

    /// <summary>Whether the client of this request takes a task for an answer.</summary>
    public static bool IsDeclaredBy(JsonRpcRequest request) =>
        request.Context?.ClientCapabilities?.Extensions?.ContainsKey(Id) is true;

    public static MissingRequiredClientCapabilityException Undeclared() => new(
        new ClientCapabilities { Extensions = new Dictionary<string, object> { [Id] = new JsonObject() } },
        $"The client has to declare the extension {Id}.");

    /// <summary>Follows the tasks that a listening client names; those that it may not know are left out.</summary>
    public async Task<TaskWatch> WatchAsync(
        JsonRpcRequest request, Subscription subscription, CancellationToken cancellationToken)
    {
        var notifications = (request.Params as JsonObject)?["notifications"] as JsonObject;
        var named = notifications?["taskIds"] as JsonArray;
        var watch = new TaskWatch(this, named is null ? null : TaskClient.Of(request), subscription);
        if (named is null || !IsDeclaredBy(request)) return watch;
        if (named.Count > WatchedTasksMax) throw Invalid($"At most {WatchedTasksMax} tasks can be followed at once.");
        foreach (var taskId in named)
        {
            if (taskId is JsonValue value && value.TryGetValue<string>(out var text))
                await watch.AddAsync(text, cancellationToken);
            else throw Invalid("'taskIds' must be strings.");
        }
        return watch;
    }

    public async Task<TaskState?> FindAsync(TaskClient client, string taskId, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
            if (await source.FindAsync(client, taskId, cancellationToken) is { } state) return state;
        return null;
    }

    private async Task<JsonNode?> ChangeAsync(string taskId, Func<ITaskSource, Task<bool>> change)
    {
        foreach (var source in sources)
        {
            if (!await change(source)) continue;
            hub.Publish(ResourceChange.Updated(TaskState.WatchUri(taskId)));
            return Complete([]);
        }
        throw Unknown();
    }

    private static JsonObject Complete(JsonObject result)
    {
        result["resultType"] = "complete";
        return result;
    }

    private static string TaskIdOf(JsonRpcRequest request)
    {
        // A client of an earlier revision declares nothing per request, and knows no such method.
        if (request.Context?.ClientCapabilities is null)
            throw new McpProtocolException($"Method '{request.Method}' is not available.", McpErrorCode.MethodNotFound);
        if (!IsDeclaredBy(request)) throw Undeclared();
        return (request.Params as JsonObject)?["taskId"] is JsonValue value && value.TryGetValue<string>(out var taskId)
            ? taskId
            : throw Invalid("'taskId' must be a string.");
    }

    private static Caller CallerOf(JsonRpcRequest request) => CallerIdentity.Of(request.Context?.User);

    private static McpProtocolException Unknown() => Invalid("There is no such task.");

    private static McpProtocolException Invalid(string message) => new(message, McpErrorCode.InvalidParams);
}
