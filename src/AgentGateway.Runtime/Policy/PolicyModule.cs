using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Policy;

/// <summary>Tells what policy would decide about a call, without making it.</summary>
internal sealed class PolicyModule : IModule
{
    public void Register(ModuleBuilder module) => module.Service<PolicyService>().Docs("policy");
}
