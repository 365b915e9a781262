using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentGateway.Mcp.Subscriptions;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>Changes that a test makes.</summary>
internal sealed class TestChanges : IResourceChanges
{
    private readonly Channel<ResourceChange> _changes = Channel.CreateUnbounded<ResourceChange>();
    private int _readers;

    /// <summary>How many read it now.</summary>
    public int Readers => Volatile.Read(ref _readers);

    public void Publish(params ResourceChange[] changes)
    {
        foreach (var change in changes) _changes.Writer.TryWrite(change);
    }

    public async IAsyncEnumerable<ResourceChange> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken)) yield return change;
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }
}
