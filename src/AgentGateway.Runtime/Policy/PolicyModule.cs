using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Policy;

/// <summary>What policy would say about a call that nobody makes.</summary>
internal sealed class PolicyModule : IModule
{
    public void Register(ModuleBuilder module) => module.Service<PolicyService>();
}
