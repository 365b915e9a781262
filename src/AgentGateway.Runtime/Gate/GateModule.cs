using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate.Tools;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.RememberedRules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Gate;

/// <summary>The one way by which a tool runs, for each kind of caller.</summary>
internal sealed class GateModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service(static provider => new FactFinder(
            provider.GetRequiredService<PathZones>(), provider.GetRequiredService<GateOptions>().ProgramPath))
        .Service(static provider => new ToolGate(
            provider.GetRequiredService<FactFinder>(),
            provider.GetRequiredService<GateOptions>().Rules,
            provider.GetRequiredService<RuleService>(),
            provider.GetRequiredService<ApprovalService>()))
        .Service<ToolCalls>()
        .Service<PermissionPrompts>()
        .Tool<PermissionPromptTool>();
}
