using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Agents.Definitions;

/// <summary>Where configured agents come from.</summary>
public sealed class DefinitionsModule(AgentSource agents) : IModule
{
    public void Register(ModuleBuilder module) => module
        .Instance(agents)
        .Findings<DefinitionFindings>(FindingGroup.Settings);
}
