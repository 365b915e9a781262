using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage.InMemory;

/// <summary>One stream in memory: where its events are, the end of its chain and its latest state.</summary>
internal sealed record VolatileStream(List<long> Positions, byte[] Hash, StreamSnapshot Snapshot)
{
    public static byte[] NoHash => EventChain.Origin.ToArray();
}
