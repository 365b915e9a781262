using AgentGateway.Domain.Skills;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Skills.Tools;

namespace AgentGateway.Runtime.Skills;

/// <summary>Skills: texts that say how something is done, found by what was said and read on demand.</summary>
internal sealed class SkillsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine(SkillStream.Kind)
        .Service<SkillService>()
        .Service<IPromptSource, SkillPromptSource>()
        .Tool<SkillListTool>()
        .Tool<SkillReadTool>()
        .Resources<SkillResources>()
        .Findings<SkillFindings>(FindingGroup.Settings)
        .Docs("skills");
}
