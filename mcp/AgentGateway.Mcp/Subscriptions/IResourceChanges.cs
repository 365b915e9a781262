namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// Where changes of what clients can read come from. Read only while somebody listens, so a source does nothing until
/// then.
/// </summary>
public interface IResourceChanges
{
    /// <summary>
    /// Every change after the first <c>MoveNextAsync</c> was called, until cancelled. Changes are hints: several of one
    /// resource may come as one, and a reader that wants the truth reads the resource.
    /// </summary>
    IAsyncEnumerable<ResourceChange> ReadAsync(CancellationToken cancellationToken);
}
