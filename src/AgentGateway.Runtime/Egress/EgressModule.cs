using AgentGateway.Domain.Egress;
using AgentGateway.Runtime.Egress.Tools;
using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Egress;

/// <summary>How commands in sandboxes reach hosts.</summary>
internal sealed class EgressModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<EgressOptions>("Egress")
        .Settings<SandboxHostOptions>("Sandbox")
        .Machine(EgressStream.Kind)
        .Service(static provider => HostRulesOf(provider.GetRequiredService<SandboxHostOptions>()))
        .Service<EgressJournal>()
        .Service<EgressGate>()
        .Service<IEgressNamespaces, EgressNamespaces>()
        .Service<EgressNetworks>()
        .Subscribe<EgressState, EgressJournal>()
        .LoadAtStart<EgressJournal>()
        .Docs("egress")
        .Tool<EgressListTool>();

    private static HostRules HostRulesOf(SandboxHostOptions options) => new(options.Hosts, [.. options.PackageHosts]);
}
