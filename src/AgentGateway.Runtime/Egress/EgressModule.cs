using AgentGateway.Domain.Egress;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Egress.Tools;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sandboxes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Egress;

/// <summary>How commands in sandboxes reach hosts.</summary>
internal sealed class EgressModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<EgressOptions>("Egress")
        .Machine(EgressStream.Kind)
        .Service(static provider => HostRulesOf(
            provider.GetRequiredService<SandboxOptions>(), provider.GetRequiredService<GatewayHome>()))
        .Service<EgressJournal>()
        .Service<EgressGate>()
        .Service<IEgressNamespaces, EgressNamespaces>()
        .Service<EgressNetworks>()
        .Subscribe<EgressState, EgressJournal>()
        .LoadAtStart<EgressJournal>()
        .Docs("egress")
        .Tool<EgressListTool>()
        .Findings<EgressFindings>(FindingGroup.Outside);

    private static HostRules HostRulesOf(SandboxOptions options, GatewayHome home) => new(
        options.Hosts, () => [.. options.PackageHosts, .. PackageSources.Read(home.Environment)]);
}
