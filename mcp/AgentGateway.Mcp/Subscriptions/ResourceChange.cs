namespace AgentGateway.Mcp.Subscriptions;

/// <param name="Uri">The resource that has new content; null for the change of a list.</param>
public readonly record struct ResourceChange(ResourceChangeKind Kind, string? Uri = null)
{
    public static ResourceChange Updated(string uri) => new(ResourceChangeKind.Updated, uri);
}
