using AgentGateway.Domain.Waits;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Waits;

/// <summary>Durable handles on waiting.</summary>
internal sealed class WaitsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine(WaitStream.Kind)
        .Service<WaitService>();
}
