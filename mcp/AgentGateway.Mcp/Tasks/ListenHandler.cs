using System.Text.Json.Nodes;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Subscriptions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Tasks;

/// <summary>
/// <c>subscriptions/listen</c>: acknowledges what it grants, then sends each change on the request's own response until
/// the client cancels, or until the daemon stops and answers.
/// </summary>
internal sealed class ListenHandler(SubscriptionHub hub, TasksExtension tasks, int resourcesMax)
{
    public async ValueTask<EmptyResult> ListenAsync(
        RequestContext<SubscriptionsListenRequestParams> context, CancellationToken cancellationToken)
    {
        var id = context.JsonRpcRequest.Id;
        var requested = context.Params.Notifications;
        var subscription = new Subscription(resourcesMax);
        var granted = Grant(requested, subscription);
        using var joined = hub.Join(subscription);
        var tools = CallerIdentity.Of(context.User).Tools;
        if (tools is not null) tools.Changed += OnToolsChanged;
        var watch = await tasks.WatchAsync(context.JsonRpcRequest, subscription, cancellationToken);
        if (watch.TaskIds is { Count: > 0 } taskIds)
            granted["taskIds"] = new JsonArray([.. taskIds.Select(taskId => JsonValue.Create(taskId))]);
        await SendAsync(
            NotificationMethods.SubscriptionsAcknowledgedNotification, new() { ["notifications"] = granted });

        var resources = requested.ResourceSubscriptions?.ToHashSet() ?? [];
        try
        {
            await foreach (var change in subscription.ReadAsync(cancellationToken))
            {
                if (change.Uri is not { } uri || resources.Contains(uri))
                    await context.Server.SendMessageAsync(ChangeNotification.Of(change, id), cancellationToken);
                foreach (var state in await watch.ChangedAsync(change, cancellationToken))
                    await SendAsync("notifications/tasks", state);
            }
        }
        finally
        {
            if (tools is not null) tools.Changed -= OnToolsChanged;
        }

        return new() { Meta = ChangeNotification.Meta(id) };

        void OnToolsChanged() => subscription.Offer(new(ResourceChangeKind.ToolList));

        Task SendAsync(string method, JsonObject parameters) =>
            context.Server.SendMessageAsync(ChangeNotification.Of(method, parameters, id), cancellationToken);
    }

    /// <summary>Grants everything that is requested, and returns it for the acknowledgement.</summary>
    private static JsonObject Grant(SubscriptionsListenNotifications requested, Subscription subscription)
    {
        JsonObject granted = [];
        Lists(requested.ToolsListChanged, "toolsListChanged", ResourceChangeKind.ToolList);
        Lists(requested.PromptsListChanged, "promptsListChanged", ResourceChangeKind.PromptList);
        Lists(requested.ResourcesListChanged, "resourcesListChanged", ResourceChangeKind.ResourceList);
        if (requested.ResourceSubscriptions is not { Count: > 0 } uris) return granted;
        foreach (var uri in uris)
        {
            if (uri is null)
                throw new McpProtocolException("'resourceSubscriptions' must be strings.", McpErrorCode.InvalidParams);
            if (!subscription.TryAdd(uri))
                throw new McpProtocolException(
                    "The subscription names too many resources. Split it.", McpErrorCode.InvalidParams);
        }
        granted["resourceSubscriptions"] = new JsonArray([.. uris.Select(uri => JsonValue.Create(uri))]);
        return granted;

        void Lists(bool? wanted, string name, ResourceChangeKind kind)
        {
            if (wanted is not true) return;
            subscription.Add(new(kind));
            granted[name] = true;
        }
    }
}
