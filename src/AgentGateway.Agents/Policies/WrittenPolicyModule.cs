using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Agents.Policies;

/// <summary>Where the rules come from that people wrote.</summary>
public sealed class WrittenPolicyModule(PolicyBook policy) : IModule
{
    public void Register(ModuleBuilder module) => module
        .Instance(policy)
        .Findings<PolicyFindings>(FindingGroup.Settings);
}
