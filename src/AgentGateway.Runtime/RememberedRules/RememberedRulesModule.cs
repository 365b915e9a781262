using AgentGateway.Domain.RememberedRules;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.RememberedRules;

/// <summary>The rules that approvals left behind.</summary>
internal sealed class RememberedRulesModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine(RuleStream.Kind)
        .Service<RuleService>()
        .Subscribe<RememberedRule, RuleService>()
        .LoadAtStart<RuleService>();
}
