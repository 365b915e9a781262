using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage.InMemory;

/// <summary>One stream in memory: where its events are, the end of its chain and its latest state.</summary>
internal sealed class VolatileStream
{
    public List<long> Positions { get; } = [];

    public byte[] Hash { get; set; } = EventChain.Origin.ToArray();

    public StreamSnapshot Snapshot { get; set; } = null!;
}
