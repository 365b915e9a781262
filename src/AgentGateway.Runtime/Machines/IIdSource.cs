using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Machines;

/// <summary>Where time and entropy come from: the clock and the system's generator, or fixed ones in tests.</summary>
public interface IIdSource
{
    Stamp Next();
}
