using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>The notification of a change.</summary>
internal static class ChangeNotification
{
    /// <param name="subscription">
    /// The request that opened the stream, which every message on it names; none before 2026-07-28.
    /// </param>
    public static JsonRpcNotification Of(ResourceChange change, RequestId subscription = default)
    {
        var method = change.Kind switch
        {
            ResourceChangeKind.Updated => NotificationMethods.ResourceUpdatedNotification,
            ResourceChangeKind.ResourceList => NotificationMethods.ResourceListChangedNotification,
            ResourceChangeKind.ToolList => NotificationMethods.ToolListChangedNotification,
            ResourceChangeKind.PromptList => NotificationMethods.PromptListChangedNotification,
            _ => throw new UnreachableException(),
        };
        return Of(method, change.Uri is { } uri ? new() { ["uri"] = uri } : [], subscription);
    }

    public static JsonRpcNotification Of(string method, JsonObject parameters, RequestId subscription)
    {
        if (subscription.Id is not null) parameters["_meta"] = Meta(subscription);
        return new() { Method = method, Params = parameters };
    }

    public static JsonObject Meta(RequestId subscription) => new()
    {
        [MetaKeys.SubscriptionId] = subscription.Id switch { long number => number, string text => text, _ => null },
    };
}
