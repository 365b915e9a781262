using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Usage;

/// <summary>What models are used for, and how much may be spent in a day.</summary>
internal sealed class UsageModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<SpendingLimits>("Limits", isHot: true)
        .Service<SpendingBudget>()
        .Service<UsageService>()
        .Subscribe<AgentThread, UsageService>()
        .LoadAtStart<UsageService>();
}
