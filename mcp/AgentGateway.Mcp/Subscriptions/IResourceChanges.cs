namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// A source of changes of resources. It is read only while there is a subscription, and does nothing until then.
/// </summary>
public interface IResourceChanges
{
    /// <summary>
    /// Every change after the first <c>MoveNextAsync</c> was called, until cancelled. Changes are hints: several of one
    /// resource may come as one, and a reader that wants the truth reads the resource.
    /// </summary>
    IAsyncEnumerable<ResourceChange> ReadAsync(CancellationToken cancellationToken);
}
