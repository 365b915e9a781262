using AgentGateway.Agents.Connected;
using AgentGateway.Agents.Models;
using AgentGateway.Agents.Offline;
using AgentGateway.Agents.Providers;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Roster;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Agents;

/// <summary>The drivers of agents: a model, a connected client, or none.</summary>
public sealed class DriversModule(ProviderCatalogue providers) : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<TurnLimits>("Turns", isHot: true)
        .Instance(providers)
        .Findings<ProviderFindings>(FindingGroup.Settings)
        .Findings<ModelFindings>(FindingGroup.Outside)
        .Service<ModelDriver>()
        .Service<OfflineDriver>()
        .Service(static provider => new ConnectedDriver(provider.GetRequiredService<ConnectedInbox>().IsPresent))
        .OnceMade(static provider =>
        {
            var drivers = provider.GetRequiredService<AgentDrivers>();
            drivers.Add(provider.GetRequiredService<ModelDriver>());
            drivers.Add(provider.GetRequiredService<ConnectedDriver>());
            drivers.Add(provider.GetRequiredService<OfflineDriver>());
        });
}
