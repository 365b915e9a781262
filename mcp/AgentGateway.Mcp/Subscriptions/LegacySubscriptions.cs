using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// Subscriptions of clients before 2026-07-28: they name resources one by one, and are sent changes of lists without
/// subscribing. They belong to the connection, and end with it.
/// </summary>
internal sealed class LegacySubscriptions(SubscriptionHub hub)
{
    private static readonly ResourceChange[] Lists =
        [new(ResourceChangeKind.ResourceList), new(ResourceChangeKind.ToolList), new(ResourceChangeKind.PromptList)];

    public static ValueTask<EmptyResult> SubscribeAsync(
        RequestContext<SubscribeRequestParams> context, CancellationToken cancellationToken) =>
        Of(context.JsonRpcRequest).TryAdd(UriOf(context.Params?.Uri))
            ? new(new EmptyResult())
            : throw new McpProtocolException(
                "This connection subscribes to as many resources as it may. Unsubscribe from some.",
                    McpErrorCode.InvalidParams);

    public static ValueTask<EmptyResult> UnsubscribeAsync(
        RequestContext<UnsubscribeRequestParams> context, CancellationToken cancellationToken)
    {
        Of(context.JsonRpcRequest).Remove(UriOf(context.Params?.Uri));
        return new(new EmptyResult());
    }

    /// <summary>
    /// Sends the client of a connection what it subscribed to, until cancelled or closed. Waits for a slow client.
    /// </summary>
    public async Task RunAsync(Subscription subscription, McpServer server, CancellationToken cancellationToken)
    {
        foreach (var list in Lists) subscription.Add(list);
        using var joined = hub.Join(subscription);
        try
        {
            await foreach (var change in subscription.ReadAsync(cancellationToken))
                await server.SendMessageAsync(ChangeNotification.Of(change), cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The connection is gone.
        }
    }

    /// <summary>The SDK takes null for a string that is required.</summary>
    private static string UriOf(string? uri) =>
        uri ?? throw new McpProtocolException("'uri' must be a string.", McpErrorCode.InvalidParams);

    private static Subscription Of(JsonRpcRequest request) =>
        (request.Context?.RelatedTransport as ILastingConnection)?.Subscription
        ?? throw new McpProtocolException(
            "Subscriptions need a connection or a session that lasts.", McpErrorCode.InvalidRequest);
}
