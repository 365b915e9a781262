using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>What programs that are started for agents and clients may reach.</summary>
internal sealed class SandboxModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<SandboxOptions>("Sandbox")
        .Service(static provider => new SandboxService(
            provider.GetRequiredService<GatewayHome>(),
            provider.GetRequiredService<PathZones>(),
            provider.GetRequiredService<SandboxOptions>(),
            provider.GetRequiredService<TimeProvider>()))
        .Docs("trust")
        .Findings<SandboxFindings>(FindingGroup.Outside);
}
