using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.History;

/// <summary>What ended, made of what other modules keep.</summary>
internal sealed class HistoryModule : IModule
{
    public void Register(ModuleBuilder module) => module.Service<HistoryService>();
}
